import { marketCalendar } from '@ingest/core';
import { expect, it } from 'vitest';
import { missedSlots } from '../../src/run/missed-slots.js';

const minute = 60_000;
const schedule = { calendar: marketCalendar('XNYS'), openMs: 5 * minute, closedMs: 60 * minute };
/** Thursday, 10:00 in New York. */
const slot = Date.UTC(2026, 5, 4, 14);

it('tells of the marks between two slots, and of none where there are none', () => {
  const between = (before: number) => missedSlots({ before, slot }, schedule, slot + 1_000);
  expect(between(slot - 20 * minute)).toEqual({
    type: 'slots:missed',
    at: '2026-06-04T14:00:01.000Z',
    count: 3,
    first: '2026-06-04T13:45:00.000Z',
    last: '2026-06-04T13:55:00.000Z',
  });
  expect(between(slot - 5 * minute)).toBeNull();
  expect(between(slot + 60 * minute)).toBeNull();
});
