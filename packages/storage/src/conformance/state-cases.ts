import assert from 'node:assert/strict';
import { toIso, type Watermark } from '@ingest/core';
import { concluding, day, gap, minute, noon, sourceState, tickers } from './build.js';
import { onStore, type StoreCase } from './subject.js';

/** Sources, watermarks, gaps: what one run leaves for the next. */
export const stateCases: readonly StoreCase[] = [
  onStore('nothing is known at the beginning', async (store) => {
    assert.deepEqual(
      [await store.state.sources(), await store.state.watermarks('tiingo'), await store.state.gaps()],
      [[], [], []],
    );
  }),

  onStore('the state of a source is replaced, and sources come in the order of their names', async (store) => {
    const failed = sourceState({
      source: 'finnhub',
      keyId: '-',
      lastOutcome: 'auth-failed',
      lastSuccessAt: null,
      lastFailureAt: toIso(noon + minute),
      lastErrorCode: 'AUTH_FAILED',
      consecutiveFailures: 3,
    });
    await store.articles.commitPage(concluding({ state: sourceState() }));
    await store.articles.commitPage(concluding({ state: failed }));
    const next = sourceState({ keyId: 'fedcba98', lastOutcome: 'empty', lastSuccessAt: toIso(noon + day) });
    await store.articles.commitPage(concluding({ state: next }));
    assert.deepEqual(await store.state.sources(), [failed, next]);
  }),

  onStore('the last success and failure of a source never go back while its key is the same', async (store) => {
    const [early, late] = [toIso(noon), toIso(noon + minute)];
    const succeeded = sourceState({ lastSuccessAt: late, lastFailureAt: null });
    const failed = sourceState({ lastOutcome: 'failed', lastSuccessAt: null, lastFailureAt: late });
    const behind = sourceState({ lastOutcome: 'failed', lastSuccessAt: early, lastFailureAt: early });
    for (const [given, kept] of [
      [succeeded, succeeded],
      [failed, { ...failed, lastSuccessAt: late }],
      [behind, { ...behind, lastSuccessAt: late, lastFailureAt: late }],
      [
        sourceState({ keyId: 'fedcba98', lastSuccessAt: null, lastFailureAt: early }),
        sourceState({ keyId: 'fedcba98', lastSuccessAt: null, lastFailureAt: early }),
      ],
    ] as const) {
      await store.articles.commitPage(concluding({ state: given }));
      assert.deepEqual(await store.state.sources(), [kept]);
    }
  }),

  onStore('watermarks are kept by source and ticker', async (store) => {
    const mark = (source: string, name: string, at: number): Watermark => {
      const [ticker] = tickers(name);
      if (ticker === undefined) throw new TypeError(name);
      return { source, ticker, readUpTo: toIso(at) };
    };
    await store.articles.commitPage(
      concluding({
        watermarks: [mark('tiingo', 'CLDR', noon), mark('tiingo', 'BELT', noon), mark('finnhub', 'CLDR', noon)],
      }),
    );
    await store.articles.commitPage(concluding({ watermarks: [mark('tiingo', 'CLDR', noon + minute)] }));
    assert.deepEqual(await store.state.watermarks('tiingo'), [
      mark('tiingo', 'BELT', noon),
      mark('tiingo', 'CLDR', noon + minute),
    ]);
    assert.deepEqual(await store.state.watermarks('finnhub'), [mark('finnhub', 'CLDR', noon)]);
  }),

  onStore('open gaps come newest first, as they were opened, until they are closed', async (store) => {
    const older = gap({ gapId: 'older', to: toIso(noon - day), from: null, cursor: null });
    const other = gap({ gapId: 'other', source: 'finnhub', to: toIso(noon + 1) });
    await store.articles.commitPage(concluding({ openedGaps: [older, gap(), other] }));
    assert.deepEqual(await store.state.gaps(), [other, gap(), older]);
    assert.deepEqual(await store.state.gaps('tiingo'), [gap(), older]);
    const rest = gap({ gapId: 'rest', to: toIso(noon - minute), cursor: '{"offset":200}' });
    await store.articles.commitPage(concluding({ closedGapIds: ['gap-1', 'unknown'], openedGaps: [rest] }));
    assert.deepEqual(await store.state.gaps('tiingo'), [rest, older]);
  }),

  onStore('a gap that is opened again under its id goes on where it says now', async (store) => {
    await store.articles.commitPage(concluding({ openedGaps: [gap()] }));
    const further = gap({ cursor: '{"offset":300}' });
    await store.articles.commitPage(concluding({ openedGaps: [further], closedGapIds: ['gap-1'] }));
    assert.deepEqual(await store.state.gaps(), [further]);
  }),

  onStore('a gap says which back-fill it is a part of, as it was said last', async (store) => {
    const part = gap({ backfill: 'backfill-1' });
    await store.articles.commitPage(concluding({ openedGaps: [part, gap({ gapId: 'fresh', to: toIso(noon - day) })] }));
    assert.deepEqual(
      (await store.state.gaps()).map(({ gapId, backfill }) => [gapId, backfill]),
      [
        ['gap-1', 'backfill-1'],
        ['fresh', null],
      ],
    );
    await store.articles.commitPage(concluding({ openedGaps: [gap({ backfill: 'backfill-2' })] }));
    assert.deepEqual(
      (await store.state.gaps()).map(({ backfill }) => backfill),
      ['backfill-2', null],
    );
  }),
];
