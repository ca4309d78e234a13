import { marketCalendar, settings } from '@ingest/core';
import { expect, it } from 'vitest';
import { scheduleSlots } from '../../src/plan/schedule-slots.js';

it('reads the intervals of the settings', () => {
  const calendar = marketCalendar('XNYS');
  const { schedule } = settings.parse({ schedule: { open: '2m' } });
  expect(scheduleSlots(calendar, schedule)).toEqual({ calendar, openMs: 120_000, closedMs: 3_600_000 });
  expect(() => scheduleSlots(calendar, { ...schedule, closed: 'soon' })).toThrow('"soon"');
});
