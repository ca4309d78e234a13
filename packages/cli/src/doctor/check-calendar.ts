import { DAY_MS, type EpochMs, fromIso, type MarketCalendar } from '@ingest/core';
import type { Finding } from './finding.js';

/** Exchanges publish their holidays two to three years ahead: half a year before the end there is a newer version. */
const warnedMs = 180 * DAY_MS;

/** Whether the calendar still knows the days to come. */
export function checkCalendar({ name, knownThrough }: MarketCalendar, now: EpochMs): Finding {
  const base = { check: 'calendar', area: 'configuration', text: `${name}, known through ${knownThrough}` } as const;
  if (fromIso(knownThrough) - now > warnedMs) return { ...base, level: 'ok' };
  return {
    ...base,
    level: 'warning',
    advice:
      'update ingest; what the exchange announces until then goes into schedule.closures and schedule.earlyCloses',
  };
}
