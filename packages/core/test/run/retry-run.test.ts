import { marketCalendar, nextSlot, seededChance } from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakersOf, mayRetry, retryDelay } from '../../src/run/retry-run.js';
import { runReportOf } from '../support/model-values.js';

const minute = 60_000;
const schedule = { calendar: marketCalendar('XNYS'), openMs: 5 * minute, closedMs: 60 * minute };
/** Thursday, 10:00 in New York. */
const slot = Date.UTC(2026, 5, 4, 14);
const failed = { slot, retry: 0, breakers: ['closed'] } as const;

describe('a run that failed', () => {
  it('may be tried again twice in its slot', () => {
    const may = (changes: object, at = slot + minute) => mayRetry({ ...failed, ...changes }, schedule, at);
    expect([0, 1, 2].map((retry) => may({ retry }))).toEqual([true, true, false]);
    expect(may({}, slot + 5 * minute)).toBe(false);
    expect(may({}, slot - minute)).toBe(false);
  });

  it('may not be while the market is closed, or nobody would be asked', () => {
    const night = Date.UTC(2026, 5, 4, 23);
    expect(mayRetry({ ...failed, slot: night }, schedule, night + minute)).toBe(false);
    expect(mayRetry({ ...failed, breakers: ['open', 'open'] }, schedule, slot)).toBe(false);
    expect(mayRetry({ ...failed, breakers: [] }, schedule, slot)).toBe(false);
    expect(mayRetry({ ...failed, breakers: ['open', 'closed'] }, schedule, slot)).toBe(true);
  });

  it('is after half a minute to a minute, or not at all where the next slot comes first', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5 * minute - 1 }), fc.integer(), (sinceMs, seed) => {
        const clock = manualClock(slot + sinceMs);
        const delayMs = retryDelay({ ...failed, schedule, clock, chance: seededChance(seed) });
        if (delayMs === null) {
          expect(sinceMs).toBeGreaterThanOrEqual(4 * minute);
          return;
        }
        expect(delayMs).toBeGreaterThanOrEqual(minute / 2);
        expect(delayMs).toBeLessThan(minute);
        expect(clock.now() + delayMs).toBeLessThan(nextSlot(slot, schedule));
      }),
    );
  });

  it('had the breakers of those that took part', () => {
    const source = { source: 'tiingo', outcome: 'failed', requests: 1, items: 0, breaker: 'open' } as const;
    const keyless = { ...source, source: 'finnhub', outcome: 'not-configured', breaker: 'closed' } as const;
    expect(breakersOf(runReportOf({ sources: [source, keyless] }))).toEqual(['open']);
  });
});
