import { scriptedSource } from '@ingest/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nothingToConclude } from '../../src/collect/commit-page.js';
import type { StateStore } from '../../src/contracts/store.js';
import type { CollectionEvent } from '../../src/model/collection-event.js';
import type { SourceState, Watermark } from '../../src/model/source-state.js';
import { Ledger } from '../../src/run/ledger.js';
import { fromIso, toIso } from '../../src/time/instant.js';
import { tickerOf } from '../support/articles.js';
import { collectionEventOf, failedEventOf, sourceStateOf } from '../support/model-values.js';

const start = Date.UTC(2026, 5, 4, 14);
const tickers = ['A', 'B', 'C'].map(tickerOf);
const sourceOf = (name: string, keyId?: string) =>
  scriptedSource({ name, ...(keyId === undefined ? {} : { keyId }), answer: () => ({ hang: true }) });
const tiingo = sourceOf('tiingo', '9f86d081');

/** What a collection leaves behind, kept as a run keeps it. */
function ended(ledger: Ledger, event: CollectionEvent, newestAt: number | null = null, source = tiingo) {
  const concluded = ledger.conclude({ source, event, newestAt });
  ledger.keep({ ...nothingToConclude, ...concluded });
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

  it('counts failures in a row, and forgets them with a success', () => {
    const ledger = new Ledger();
    ended(ledger, collectionEventOf({ durationMs: 0 }));
    ended(ledger, failedEventOf());
    expect(ended(ledger, failedEventOf({ errorCode: 'RATE_LIMITED', outcome: 'rate-limited' })).state).toMatchObject({
      lastOutcome: 'rate-limited',
      lastErrorCode: 'RATE_LIMITED',
      lastSuccessAt: '2026-06-04T14:00:00.000Z',
      lastFailureAt: '2026-06-04T14:00:00.412Z',
      consecutiveFailures: 2,
    });
    expect(ended(ledger, collectionEventOf()).state).toMatchObject({
      lastErrorCode: null,
      lastFailureAt: '2026-06-04T14:00:00.412Z',
      consecutiveFailures: 0,
    });
  });

  it('has no code for a failure that has none', () => {
    const { errorCode: _, ...event } = failedEventOf();
    expect(ended(new Ledger(), event).state).toMatchObject({ lastErrorCode: null, consecutiveFailures: 1 });
  });

  it('is known by source and key: a new key begins anew', () => {
    const ledger = new Ledger();
    ended(ledger, failedEventOf());
    for (const other of [sourceOf('tiingo', '00000000'), sourceOf('finnhub', '9f86d081')])
      expect(ended(ledger, failedEventOf(), null, other).state).toMatchObject({ consecutiveFailures: 1 });
    expect(ended(ledger, failedEventOf()).state).toMatchObject({ consecutiveFailures: 2 });
  });

  it('is known by `-` for a source without keys', () => {
    expect(ended(new Ledger(), collectionEventOf(), null, sourceOf('wire')).state).toMatchObject({ keyId: '-' });
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
    const failure = { source: tiingo, event: failedEventOf(), newestAt: null };
    expect(ledger.conclude(failure)).toEqual(ledger.conclude(failure));
    ledger.keep(nothingToConclude);
    expect(ledger.conclude(failure).state).toMatchObject({ consecutiveFailures: 1 });
  });
});

describe('the watermarks of a source', () => {
  const readUpTo = (newestAt: number | null, ledger = new Ledger(), event = collectionEventOf({ tickers })) =>
    ended(ledger, event, newestAt).watermarks;

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
    expect(ended(ledger, collectionEventOf({ tickers }), start - 1, sourceOf('finnhub')).watermarks).toHaveLength(3);
  });

  it('never go back, whatever is collected in which order', () => {
    const collection = fc.record({
      name: fc.constantFrom('tiingo', 'finnhub'),
      asked: fc.subarray(tickers, { minLength: 1 }),
      newestAt: fc.option(fc.integer({ min: start - 5, max: start + 5 })),
      success: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(collection, { maxLength: 30 }), (collections) => {
        const ledger = new Ledger();
        const highest = new Map<string, number>();
        for (const { name, asked, newestAt, success } of collections) {
          const event = (success ? collectionEventOf : failedEventOf)({ source: name, tickers: asked });
          const moved = ended(ledger, event, newestAt, sourceOf(name)).watermarks;
          const higher = asked.filter((ticker) => (highest.get(`${name} ${ticker}`) ?? 0) < (newestAt ?? 0));
          expect(moved.map(({ ticker }) => ticker)).toEqual(success ? higher : []);
          for (const watermark of moved) {
            expect([watermark.source, fromIso(watermark.readUpTo)]).toEqual([name, newestAt]);
            highest.set(`${name} ${watermark.ticker}`, fromIso(watermark.readUpTo));
          }
        }
      }),
    );
  });
});
