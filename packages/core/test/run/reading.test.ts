import { scriptedSource, tickersOf } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { type Reading, readBefore, windowOf } from '../../src/run/reading.js';

const now = Date.UTC(2026, 5, 4, 14);
const hour = 3_600_000;
const tickers = tickersOf('AAPL', 'MSFT');
const source = (overlapMs?: number) =>
  scriptedSource({
    capabilities: overlapMs === undefined ? {} : { overlapMs },
    answer: () => ({ page: { items: [] } }),
  });
const windowFor = (reading: Reading, marks: readonly (number | null)[], overlapMs?: number) =>
  windowOf(reading, source(overlapMs), tickers, marks, now);

const fresh: Reading = { kind: 'new', firstMs: 24 * hour };

describe('the window of a reading', () => {
  it('begins an overlap before the oldest watermark of the batch', () => {
    expect(windowFor(fresh, [now - hour, now - 3 * hour], hour)).toEqual({ from: now - 4 * hour, to: now });
  });

  it('takes six hours of overlap for a source that does not say', () => {
    expect(windowFor(fresh, [now - hour, now - hour])).toEqual({ from: now - 7 * hour, to: now });
  });

  it('begins as far back as told where a ticker was never read', () => {
    expect(windowFor(fresh, [now - hour, null], hour)).toEqual({ from: now - 24 * hour, to: now });
    expect(windowFor(fresh, [now - 48 * hour, null], hour)).toEqual({ from: now - 49 * hour, to: now });
  });

  it('never begins in the future, whatever a wrong clock left behind', () => {
    expect(windowFor(fresh, [now + 72 * hour, now + hour], hour)).toEqual({ from: now - hour, to: now });
  });

  it('is what was asked for, whatever was read before', () => {
    expect(windowFor({ kind: 'fresh', sinceMs: hour }, [now, now])).toEqual({ from: now - hour, to: now });
    expect(windowFor({ kind: 'fresh', sinceMs: null }, [now, now])).toBeNull();
    expect(windowFor({ kind: 'range', from: 1, to: 2 }, [now, now])).toEqual({ from: 1, to: 2 });
  });

  it('is what a recording says of the source and the tickers', () => {
    const given: Reading = {
      kind: 'given',
      windowOf: (name, asked) => ({ from: name.length, to: asked.length }),
    };
    expect(windowFor(given, [])).toEqual({ from: 'scripted'.length, to: 2 });
  });
});

describe('how far a batch was read', () => {
  it('is its oldest watermark', () => {
    expect(readBefore([5, 3, 9])).toBe(3);
  });

  it('is not known when one of its tickers was never read', () => {
    expect(readBefore([5, null])).toBeNull();
  });
});
