import { type ScheduleSettings, settings } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import { composeCalendar, withRangeErrors } from '../src/compose-calendar.js';

const compose = (schedule: Partial<ScheduleSettings>, name?: 'XNYS' | 'XNAS') =>
  composeCalendar({ settings: settings.parse({ schedule }), whereIs: () => 'ingest.config.yaml:3:5  ' }, name);

describe('composeCalendar', () => {
  it('knows what the configuration announces, for another exchange, too', () => {
    const schedule = { closures: ['2026-06-04'], earlyCloses: [{ date: '2026-06-05', close: '13:00' }] };
    for (const calendar of [compose(schedule), compose({ ...schedule, calendar: 'XNAS' }), compose(schedule, 'XNAS')]) {
      expect(calendar.session('2026-06-04')).toBeNull();
      expect(calendar.session('2026-06-05')?.earlyClose).toBe(true);
    }
    expect(compose(schedule, 'XNAS').name).toBe('XNAS');
  });

  it('names the setting that cannot be', () => {
    const close = { date: '2026-06-05', close: '17:00' };
    expect(() => compose({ earlyCloses: [{ date: '2026-06-04', close: '13:00' }, close] })).toThrow(
      'ingest.config.yaml:3:5  schedule.earlyCloses[1]: not a time between 09:30 and 16:00 for an early close: "17:00"',
    );
    expect(() => compose({ closures: ['0001-01-01'] })).toThrow('schedule.closures[0]: not a date');
  });
});

it('lets a bug be a bug', () => {
  const bug = new TypeError('a bug');
  expect(() =>
    withRangeErrors(String, () => {
      throw bug;
    }),
  ).toThrow(bug);
});
