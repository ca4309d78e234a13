import { tickersOf } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { type ReadingFacts, RestOfReading } from '../../src/collect/rest-of-reading.js';
import { gapOf } from '../support/model-values.js';

const minute = 60_000;
const now = Date.UTC(2026, 5, 4, 14);
const at = (minutesAgo: number) => new Date(now - minutesAgo * minute).toISOString();

function restOf(facts: Partial<ReadingFacts> = {}) {
  let id = 0;
  const reading: ReadingFacts = {
    source: 'wire',
    tickers: tickersOf('AAPL', 'MSFT'),
    window: { from: now - 60 * minute, to: now },
    fills: null,
    backfill: null,
    readBefore: null,
    startedAt: now,
    ...facts,
  };
  return new RestOfReading(reading, () => String(++id));
}

describe('the rest of a reading', () => {
  it('goes from the start of its window to where the last page reached', () => {
    expect(restOf().after({ offset: 100 }, now - 20 * minute)).toEqual({
      gapId: '1',
      source: 'wire',
      tickers: ['AAPL', 'MSFT'],
      from: at(60),
      to: at(20),
      cursor: '{"offset":100}',
      openedAt: at(0),
      backfill: null,
    });
  });

  it('begins where earlier readings ended, and is known behind that', () => {
    const rest = restOf({ readBefore: now - 30 * minute });
    expect(rest.after(7, now - 20 * minute)).toMatchObject({ from: at(30), to: at(20) });
    expect([now - 20 * minute, now - 30 * minute, now - 31 * minute].map((back) => rest.isKnownBehind(back))).toEqual([
      false,
      false,
      true,
    ]);
    expect(rest.isKnownBehind(null)).toBe(false);
  });

  it('has no start where the reading had none', () => {
    expect(restOf({ window: null }).after(7, null)).toMatchObject({ from: null, to: at(0) });
  });

  it('is the same gap, opened when it was, where a gap is read', () => {
    const fills = gapOf({ gapId: 'old', openedAt: at(500), tickers: tickersOf('AAPL', 'MSFT', 'XOM') });
    const rest = restOf({ fills });
    expect(rest.after(9, now - 40 * minute)).toMatchObject({ gapId: 'old', openedAt: at(500), to: at(40) });
    expect(rest.ofOthers()).toEqual([{ ...fills, gapId: '1', tickers: ['XOM'] }]);
    expect(restOf().ofOthers()).toEqual([]);
    expect(restOf({ fills, readBefore: now }).isKnownBehind(now - 50 * minute)).toBe(false);
  });

  it('belongs to its back-fill, but what a source will not give belongs to none', () => {
    const rest = restOf({ backfill: 'june' });
    const stretch = { from: now - 50 * minute, to: now - 40 * minute };
    expect(rest.after(9, null).backfill).toBe('june');
    expect(rest.refused([stretch])).toMatchObject([{ from: at(50), to: at(40), cursor: null, backfill: null }]);
    expect(restOf({ readBefore: now - 45 * minute }).refused([stretch])).toMatchObject([{ from: at(45), to: at(40) }]);
    expect(restOf({ readBefore: now - 30 * minute }).refused([stretch])).toEqual([]);
    // Met again in a later run it is the same gap, that of other tickers another one.
    const idOf = (facts: Parameters<typeof restOf>[0]) => restOf(facts).refused([stretch])[0]?.gapId;
    expect(idOf({})).toBe(rest.refused([stretch])[0]?.gapId);
    expect(idOf({ tickers: tickersOf('XOM') })).not.toBe(idOf({}));
  });
});
