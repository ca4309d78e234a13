import { DateTime } from 'luxon';
import type { EpochMs } from '../contracts/clock.js';
import { DAY_MS, dayNumber, MINUTE_MS } from '../time/instant.js';

/** The instant at which the clocks of a zone show so many minutes since the midnight of a day. */
export function instantIn(zone: string, day: number, minute: number): EpochMs {
  const sameInUtc = DateTime.fromMillis(day * DAY_MS + minute * MINUTE_MS, { zone: 'utc' });
  return sameInUtc.setZone(zone, { keepLocalTime: true }).toMillis();
}

/** The number of the day that the clocks of a zone show at an instant. */
export function dayIn(zone: string, at: EpochMs): number {
  return dayNumber(at + DateTime.fromMillis(at, { zone }).offset * MINUTE_MS);
}
