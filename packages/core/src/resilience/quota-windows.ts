import type { EpochMs } from '../contracts/clock.js';
import type { QuotaLimit } from '../contracts/source.js';
import type { LimitWindow } from '../errors/source-error.js';
import { DAY_MS, fromIso, HOUR_MS, MINUTE_MS, utcDate } from '../time/instant.js';

/** Windows that are counted by the instants of the last so many milliseconds. */
export type RollingWindow = 'second' | 'minute';
/** Windows that begin with the calendar's, as providers reset them. */
export type CalendarWindow = Exclude<LimitWindow, RollingWindow>;

/** Longer than they are: a provider counts when a request arrives, not when it is sent. */
export const rollingLengthMs: Readonly<Record<RollingWindow, number>> = { second: 1_100, minute: MINUTE_MS + 1_000 };

export function isRolling(window: LimitWindow): window is RollingWindow {
  return window in rollingLengthMs;
}

/** Where a limit's calendar begins, in minutes east of UTC. Hours begin on the hour of UTC, whatever the offset. */
export function offsetOf({ window, utcOffsetMinutes = 0 }: Pick<QuotaLimit, 'window' | 'utcOffsetMinutes'>): number {
  return window === 'day' || window === 'month' ? utcOffsetMinutes : 0;
}

/** A calendar window: `start` is in it, `end` begins the next one. */
export interface CalendarSpan {
  readonly start: EpochMs;
  readonly end: EpochMs;
}

/** The hour, day or month that an instant lies in. */
export function calendarSpan(window: CalendarWindow, utcOffsetMinutes: number, at: EpochMs): CalendarSpan {
  const offsetMs = utcOffsetMinutes * MINUTE_MS;
  const local = at + offsetMs;
  switch (window) {
    case 'hour':
    case 'day': {
      const lengthMs = window === 'hour' ? HOUR_MS : DAY_MS;
      const start = Math.floor(local / lengthMs) * lengthMs - offsetMs;
      return { start, end: start + lengthMs };
    }
    case 'month': {
      const start = monthStart(local);
      return { start: start - offsetMs, end: monthStart(start + longestMonthMs + DAY_MS) - offsetMs };
    }
    default:
      return window satisfies never;
  }
}

/** The end of the window that an instant lies in. One that rolls has no edges: its whole length from then on. */
export function windowEnd(window: LimitWindow, utcOffsetMinutes: number, at: EpochMs): EpochMs {
  if (isRolling(window)) return at + (window === 'second' ? 1_000 : MINUTE_MS);
  return calendarSpan(window, utcOffsetMinutes, at).end;
}

export const longestMonthMs = 31 * DAY_MS;

function monthStart(at: EpochMs): EpochMs {
  return fromIso(`${utcDate(at).slice(0, 7)}-01T00:00:00.000Z`);
}
