import { scriptedSource } from '@ingest/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EndedCollection } from '../../src/collect/collection-types.js';
import { nothingToConclude } from '../../src/collect/commit-page.js';
import type { StateStore } from '../../src/contracts/store.js';
import { dispositionOf, errorCodes } from '../../src/errors/codes.js';
import type { PageConclusion } from '../../src/identity/page.js';
import type { CollectionEvent } from '../../src/model/collection-event.js';
import type { Gap, SourceState, Watermark } from '../../src/model/source-state.js';
import { Ledger } from '../../src/run/ledger.js';
import { fromIso, toIso } from '../../src/time/instant.js';
import { tickerOf } from '../support/articles.js';
import { collectionEventOf, failedEventOf, gapOf, sourceStateOf } from '../support/model-values.js';

const start = Date.UTC(2026, 5, 4, 14);
const tickers = ['A', 'B', 'C'].map(tickerOf);
const sourceOf = (name: string, keyId?: string) =>
  scriptedSource({ name, ...(keyId === undefined ? {} : { keyId }), answer: () => ({ hang: true }) });
const tiingo = sourceOf('tiingo', '9f86d081');

/** What a collection leaves behind, kept as a run keeps it. */
function ended(ledger: Ledger, event: CollectionEvent, reading: Partial<EndedCollection> = {}) {
  const concluded = ledger.conclude({
    source: tiingo,
    event,
    reading: 'fresh',
    window: null,
    newestAt: null,
    fills: null,
    ...reading,
  });
  ledger.keep({ ...nothingToConclude, ...concluded, event });
  return concluded;
}

function storeWith(states: readonly SourceState[], watermarks: readonly Watermark[]): StateStore {
  return {
    sources: async () => states,
    watermarks: async (name) => watermarks.filter(({ source }) => source === name),
    gaps: async () => [],
  };
}

describe('the state of a source', () => {
  it('begins with the first collection', () => {
    const { state } = ended(new Ledger(), collectionEventOf({ outcome: 'empty', durationMs: 1500 }));
    expect(state).toEqual({
      source: 'tiingo',
      keyId: '9f86d081',
      lastOutcome: 'empty',
      lastSuccessAt: '2026-06-04T14:00:01.500Z',
      lastFailureAt: null,
      lastErrorCode: null,
      consecutiveFailures: 0,
    });
  });

  it('counts runs that failed in a row, and forgets them with a success', () => {
    const ledger = new Ledger();
    ended(ledger, collectionEventOf({ durationMs: 0, runId: '1' }));
    ended(ledger, failedEventOf({ runId: '2' }));
    const failed = failedEventOf({ runId: '3', errorCode: 'AUTH_FAILED', outcome: 'auth-failed' });
    expect(ended(ledger, failed).state).toMatchObject({
      lastOutcome: 'auth-failed',
      lastErrorCode: 'AUTH_FAILED',
      lastSuccessAt: '2026-06-04T14:00:00.000Z',
      lastFailureAt: '2026-06-04T14:00:00.412Z',
      consecutiveFailures: 2,
    });
    expect(ended(ledger, collectionEventOf({ runId: '4' })).state).toMatchObject({
      lastErrorCode: null,
      lastFailureAt: '2026-06-04T14:00:00.412Z',
      consecutiveFailures: 0,
    });
  });

  it('counts a run once, however many of its collections failed', () => {
    const ledger = new Ledger();
    const failuresAfter = (runId: string) => ended(ledger, failedEventOf({ runId })).state?.consecutiveFailures;
    expect(['1', '1', '1', '2', '2', '3'].map(failuresAfter)).toEqual([1, 1, 1, 2, 2, 3]);
  });

  it('does not count a run in which the source answered, before the failure or after it', () => {
    const ledger = new Ledger();
    ended(ledger, failedEventOf({ runId: '1' }));
    ended(ledger, collectionEventOf({ runId: '1' }));
    expect(ended(ledger, failedEventOf({ runId: '1' })).state).toMatchObject({
      lastOutcome: 'failed',
      lastErrorCode: 'SERVER_ERROR',
      consecutiveFailures: 0,
    });
    ended(ledger, collectionEventOf({ runId: '2' }));
    expect(ended(ledger, failedEventOf({ runId: '2' })).state).toMatchObject({ consecutiveFailures: 0 });
    expect(ended(ledger, failedEventOf({ runId: '3' })).state).toMatchObject({ consecutiveFailures: 1 });
  });

  it.each(errorCodes.filter((code) => code !== 'ABORTED'))('counts %s only where it speaks of health', (errorCode) => {
    const counted = dispositionOf(errorCode).breaker === 'untouched' ? 0 : 1;
    const ledger = new Ledger();
    expect(ended(ledger, failedEventOf({ errorCode })).state).toMatchObject({
      lastErrorCode: errorCode,
      lastFailureAt: '2026-06-04T14:00:00.412Z',
      consecutiveFailures: counted,
    });
    // A reached limit does not use up the one failure that a run counts.
    expect(ended(ledger, failedEventOf()).state).toMatchObject({ consecutiveFailures: 1 });
  });

  it('does not count a reached limit', () => {
    for (const errorCode of ['RATE_LIMITED', 'QUOTA_EXHAUSTED', 'CIRCUIT_OPEN', 'NOT_CONFIGURED'] as const)
      expect(ended(new Ledger(), failedEventOf({ errorCode })).state).toMatchObject({ consecutiveFailures: 0 });
  });

  it('has no code for a failure that has none, and does not count it', () => {
    const { errorCode: _, ...event } = failedEventOf();
    expect(ended(new Ledger(), event).state).toMatchObject({ lastErrorCode: null, consecutiveFailures: 0 });
  });

  it('stays as it was when the run was stopped', () => {
    const ledger = new Ledger();
    const { state } = ended(ledger, failedEventOf({ runId: '1' }));
    const stopped = { runId: '2', errorCode: 'ABORTED', errorMessage: 'stopped' } as const;
    expect(ended(ledger, failedEventOf(stopped)).state).toEqual(state);
    expect(ended(ledger, collectionEventOf({ ...stopped, outcome: 'partial' })).state).toEqual(state);
  });

  it('takes silence that should not be for no success, and for no failure', () => {
    const ledger = new Ledger();
    const { state } = ended(ledger, failedEventOf({ runId: '1' }));
    const silent = collectionEventOf({ runId: '2', outcome: 'suspicious' });
    expect(ended(ledger, silent).state).toEqual({ ...state, lastOutcome: 'suspicious' });
  });

  it('is left alone by a back-fill, which knows only how it was when it began', () => {
    const range = { reading: 'range', window: { from: start - 5, to: start }, newestAt: start } as const;
    expect(ended(new Ledger(), collectionEventOf(), range).state).toBeNull();
    expect(ended(new Ledger(), failedEventOf(), range).state).toBeNull();
  });

  it('is known by source and key: a new key begins anew', () => {
    const ledger = new Ledger();
    ended(ledger, failedEventOf());
    for (const other of [sourceOf('tiingo', '00000000'), sourceOf('finnhub', '9f86d081')])
      expect(ended(ledger, failedEventOf(), { source: other }).state).toMatchObject({ consecutiveFailures: 1 });
    expect(ended(ledger, failedEventOf({ runId: '2' })).state).toMatchObject({ consecutiveFailures: 2 });
  });

  it('is known by `-` for a source without keys', () => {
    expect(ended(new Ledger(), collectionEventOf(), { source: sourceOf('wire') }).state).toMatchObject({ keyId: '-' });
  });

  it('goes on from what the store knows', async () => {
    const ledger = new Ledger();
    const known = sourceStateOf({ consecutiveFailures: 4, lastSuccessAt: '2026-06-01T00:00:00.000Z' });
    await ledger.load(storeWith([known, sourceStateOf({ keyId: '00000000' })], []), [tiingo]);
    expect(ended(ledger, failedEventOf()).state).toMatchObject({
      consecutiveFailures: 5,
      lastSuccessAt: '2026-06-01T00:00:00.000Z',
    });
  });

  it('changes only when it is kept', () => {
    const ledger = new Ledger();
    const nothingRead = { reading: 'fresh', window: null, newestAt: null, fills: null } as const;
    const failure = { source: tiingo, event: failedEventOf(), ...nothingRead };
    expect(ledger.conclude(failure)).toEqual(ledger.conclude(failure));
    ledger.keep(nothingToConclude);
    expect(ledger.conclude(failure).state).toMatchObject({ consecutiveFailures: 1 });
  });
});

describe('a collection of which nothing was sent', () => {
  const unsent = failedEventOf({ requests: 0, attempts: 0, outcome: 'skipped', errorCode: 'CIRCUIT_OPEN' });

  it('says nothing of the source but how it was left out', () => {
    const ledger = new Ledger();
    const { state } = ended(ledger, failedEventOf({ runId: '1' }));
    expect(ended(ledger, { ...unsent, runId: '2' }).state).toEqual({ ...state, lastOutcome: 'skipped' });
  });

  it('begins a state that knows of no success and no failure', () => {
    expect(ended(new Ledger(), unsent).state).toMatchObject({
      lastOutcome: 'skipped',
      lastSuccessAt: null,
      lastFailureAt: null,
      lastErrorCode: null,
      consecutiveFailures: 0,
    });
  });

  it('does not use up the one failure that a run counts', () => {
    const ledger = new Ledger();
    ended(ledger, unsent);
    expect(ended(ledger, failedEventOf()).state).toMatchObject({ consecutiveFailures: 1 });
  });
});

describe('the watermarks of a source', () => {
  const readUpTo = (newestAt: number | null, ledger = new Ledger(), event = collectionEventOf({ tickers })) =>
    ended(ledger, event, { newestAt }).watermarks;

  it('move to the newest item for every ticker that was asked for', () => {
    expect(readUpTo(start)).toEqual(tickers.map((ticker) => ({ source: 'tiingo', ticker, readUpTo: toIso(start) })));
  });

  it('stay when nothing was read, and when the collection failed', () => {
    expect(readUpTo(null)).toEqual([]);
    expect(readUpTo(start, new Ledger(), failedEventOf({ tickers }))).toEqual([]);
  });

  it('are those of the store at first, of the sources of the run alone', async () => {
    const ledger = new Ledger();
    const asked: string[] = [];
    const known = { source: 'tiingo', ticker: tickerOf('A'), readUpTo: toIso(start) };
    const store = storeWith([], [known]);
    const asking = { ...store, watermarks: (name: string) => asked.push(name) && store.watermarks(name) };
    await ledger.load(asking as StateStore, [tiingo]);
    expect(asked).toEqual(['tiingo']);
    expect(readUpTo(start, ledger).map(({ ticker }) => ticker)).toEqual(['B', 'C']);
  });

  it('belong to one source each', () => {
    const ledger = new Ledger();
    readUpTo(start, ledger);
    const finnhub = { source: sourceOf('finnhub'), newestAt: start - 1 };
    expect(ended(ledger, collectionEventOf({ tickers }), finnhub).watermarks).toHaveLength(3);
  });

  it('stay whatever a range reads', () => {
    const range = { reading: 'range', window: { from: start - 5, to: start }, newestAt: start } as const;
    const ledger = new Ledger();
    expect(ended(ledger, collectionEventOf({ tickers }), range).watermarks).toEqual([]);
    readUpTo(start - 3, ledger);
    expect(ended(ledger, collectionEventOf({ tickers }), range).watermarks).toEqual([]);
  });

  it('stay before a stretch that was not read, and move once a reading reached back', () => {
    const ledger = new Ledger();
    readUpTo(start - 1000, ledger);
    const since = (from: number) =>
      ended(ledger, collectionEventOf({ tickers }), { window: { from, to: start }, newestAt: start }).watermarks;
    expect(since(start - 999)).toEqual([]);
    expect(since(start - 1000)).toHaveLength(3);
  });

  it('stay when a gap is filled, whatever it held', () => {
    const ledger = new Ledger();
    const filled = ended(ledger, collectionEventOf({ tickers }), { fills: gapOf(), newestAt: start });
    expect(filled.watermarks).toEqual([]);
    expect(ledger.marks('tiingo', tickers)).toEqual([null, null, null]);
  });

  it('begin with the first reading, however far it reached', () => {
    const window = { from: start - 5, to: start };
    expect(ended(new Ledger(), collectionEventOf({ tickers }), { window, newestAt: start }).watermarks).toHaveLength(3);
  });

  it('are known by ticker, in the order in which they are asked for', () => {
    const ledger = new Ledger();
    readUpTo(start - 5, ledger, collectionEventOf({ tickers: tickers.slice(0, 1) }));
    readUpTo(start, ledger, collectionEventOf({ tickers: tickers.slice(2) }));
    expect(ledger.marks('tiingo', tickers)).toEqual([start - 5, null, start]);
    expect(ledger.marks('tiingo', [...tickers].reverse())).toEqual([start, null, start - 5]);
    expect(ledger.marks('finnhub', tickers)).toEqual([null, null, null]);
  });

  it('never go back and never jump, whatever is collected in which order', () => {
    const collection = fc.record({
      name: fc.constantFrom('tiingo', 'finnhub'),
      asked: fc.subarray(tickers, { minLength: 1 }),
      newestAt: fc.option(fc.integer({ min: start - 5, max: start + 5 })),
      from: fc.option(fc.integer({ min: start - 5, max: start + 5 })),
      reading: fc.constantFrom('fresh', 'fresh', 'range'),
      success: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(collection, { maxLength: 30 }), (collections) => {
        const ledger = new Ledger();
        const highest = new Map<string, number>();
        for (const { name, asked, newestAt, from, reading, success } of collections) {
          const event = (success ? collectionEventOf : failedEventOf)({ source: name, tickers: asked });
          const window = from === null ? null : { from, to: start + 5 };
          const moved = ended(ledger, event, { source: sourceOf(name), reading, window, newestAt }).watermarks;
          const higher = asked.filter((ticker) => {
            const before = highest.get(`${name} ${ticker}`);
            return before === undefined ? newestAt !== null : before >= (from ?? 0) && before < (newestAt ?? 0);
          });
          expect(moved.map(({ ticker }) => ticker)).toEqual(success && reading === 'fresh' ? higher : []);
          for (const watermark of moved) {
            expect([watermark.source, fromIso(watermark.readUpTo)]).toEqual([name, newestAt]);
            highest.set(`${name} ${watermark.ticker}`, fromIso(watermark.readUpTo));
          }
        }
      }),
    );
  });
});

describe('the gaps of a source', () => {
  const [oldest, older, newer] = ['2026-06-04T10:00', '2026-06-04T11:00', '2026-06-04T12:00'].map((to, index) =>
    gapOf({ gapId: `${index}`, to: `${to}:00.000Z` }),
  ) as [Gap, Gap, Gap];
  const keep = (ledger: Ledger, changes: Partial<PageConclusion>) => ledger.keep({ ...nothingToConclude, ...changes });
  const ids = (gaps: readonly Gap[]) => gaps.map(({ gapId }) => gapId);

  it('are open until they are closed, the newest stretch first', () => {
    const ledger = new Ledger();
    keep(ledger, { openedGaps: [older, newer] });
    keep(ledger, { openedGaps: [oldest] });
    expect(ids(ledger.gaps('tiingo'))).toEqual(['2', '1', '0']);
    keep(ledger, { closedGapIds: ['1', 'another'] });
    expect(ids(ledger.gaps())).toEqual(['2', '0']);
  });

  it('come in one order also where they end at one time', () => {
    const ledger = new Ledger();
    const same = ['a', 'c', 'b'].map((gapId) => ({ ...older, gapId }));
    keep(ledger, { openedGaps: same });
    expect(ids(ledger.gaps())).toEqual(['c', 'b', 'a']);
  });

  it('take the place of one with the same id', () => {
    const ledger = new Ledger();
    keep(ledger, { openedGaps: [newer] });
    keep(ledger, { openedGaps: [{ ...newer, cursor: '80' }] });
    expect(ledger.gaps()).toEqual([{ ...newer, cursor: '80' }]);
  });

  it('stay open when a conclusion closes and opens one at a time', () => {
    const ledger = new Ledger();
    keep(ledger, { openedGaps: [newer] });
    keep(ledger, { openedGaps: [older], closedGapIds: [newer.gapId] });
    expect(ledger.gaps()).toEqual([older]);
  });

  it('belong to one source each', () => {
    const ledger = new Ledger();
    keep(ledger, { openedGaps: [older, { ...newer, source: 'finnhub' }] });
    expect([ids(ledger.gaps('tiingo')), ids(ledger.gaps('finnhub')), ids(ledger.gaps())]).toEqual([
      ['1'],
      ['2'],
      ['2', '1'],
    ]);
  });

  it('are those of the store when it is read, also where another process closed one', async () => {
    const ledger = new Ledger();
    keep(ledger, { openedGaps: [oldest] });
    const store = { ...storeWith([], []), gaps: async () => [newer] };
    await ledger.load(store, [tiingo]);
    expect(ledger.gaps()).toEqual([newer]);
  });
});
