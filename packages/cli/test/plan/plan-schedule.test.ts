import { marketCalendar } from '@ingest/core';
import { expect, it } from 'vitest';
import { planSchedule } from '../../src/plan/plan-schedule.js';
import { plannedSource } from '../support/planned.js';

const minute = 60_000;
const now = Date.parse('2026-06-01T00:00:00Z');
const schedule = { calendar: marketCalendar('XNYS'), openMs: 2 * minute, closedMs: 5 * minute };

it('looks for no remedy where everything fits', () => {
  expect(planSchedule([plannedSource()], 50, schedule, now)).toMatchObject({
    assessments: [{ fits: true }],
    breaksFirst: null,
    remedies: null,
  });
});

it('takes a longer interval from those that people choose, outside of market hours, too', () => {
  // 200 tickers are 4 requests a run: 50 an hour have room for 12 runs, as every 5 minutes has.
  expect(planSchedule([plannedSource()], 200, schedule, now)).toMatchObject({
    breaksFirst: { source: 'tiingo', window: 'hour', needs: 120, allows: 50 },
    remedies: { openMs: 5 * minute, plans: { tiingo: 'power' }, tickers: 50 },
  });
  // 250 tickers have room for 10 runs an hour only: every 10 minutes, and the 5 minutes outside become 10 as well.
  expect(planSchedule([plannedSource()], 250, schedule, now).remedies?.openMs).toBe(10 * minute);
});
