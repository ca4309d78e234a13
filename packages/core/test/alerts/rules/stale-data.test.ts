import { describe, expect, it } from 'vitest';
import type { AlertFacts } from '../../../src/alerts/facts.js';
import { staleData } from '../../../src/alerts/rules/stale-data.js';
import { factsOf, hour, marketFactsOf, minute, now, second } from '../../support/alert-facts.js';

const isFiring = (fields: Partial<AlertFacts>) => staleData(factsOf(fields)).map((verdict) => verdict.isFiring);
const last = (ageMs: number) => ({ lastSuccessAt: now - ageMs });
const open = (forMs: number) => ({ market: marketFactsOf({ openedAt: now - forMs }) });
const closed = { market: marketFactsOf({ openedAt: null, intervalMs: hour }) };

describe('in market hours', () => {
  it('fires a quarter of an hour after the last success', () => {
    expect(isFiring({ ...last(15 * minute - 1), ...open(hour) })).toEqual([false]);
    expect(isFiring({ ...last(15 * minute), ...open(hour) })).toEqual([true]);
  });

  it('counts from the opening when that is later', () => {
    expect(isFiring({ ...last(14 * hour), ...open(15 * minute - second) })).toEqual([false]);
    expect(isFiring({ ...last(14 * hour), ...open(15 * minute) })).toEqual([true]);
  });
});

it('waits for a run that is not due yet, where they are rarer than that', () => {
  const rare = { market: marketFactsOf({ openedAt: now - 3 * hour, intervalMs: 20 * minute }) };
  expect(isFiring({ ...last(25 * minute - 1), ...rare })).toEqual([false]);
  expect(isFiring({ ...last(25 * minute), ...rare })).toEqual([true]);
});

it('allows twice the interval and ten minutes outside market hours', () => {
  expect(isFiring({ ...last(130 * minute - 1), ...closed })).toEqual([false]);
  expect(isFiring({ ...last(130 * minute), ...closed })).toEqual([true]);
});

it('counts from the first run where there never was a success, and says nothing before that', () => {
  const never = { lastSuccessAt: null, ...open(hour) };
  expect(isFiring({ ...never, firstRunAt: now - 15 * minute })).toEqual([true]);
  expect(isFiring({ ...never, firstRunAt: now - minute })).toEqual([false]);
  expect(isFiring({ ...never, firstRunAt: null })).toEqual([]);
});

it('knows that a young success is fresh without a calendar, and of an old one nothing', () => {
  expect(isFiring({ ...last(minute), market: null })).toEqual([false]);
  expect(isFiring({ ...last(hour), market: null })).toEqual([]);
});

it('says how old the data is, and what is allowed', () => {
  expect(staleData(factsOf({ ...last(41 * minute), ...open(hour) }))).toMatchObject([
    {
      severity: 'critical',
      summary: 'no collection has succeeded for 41 min; 15 min are allowed',
      since: now - 26 * minute,
      more: ['the last success was at 2026-06-04 13:19 UTC'],
    },
  ]);
});
