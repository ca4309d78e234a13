import type { EpochMs } from '../contracts/clock.js';
import type { QuotaLimit } from '../contracts/source.js';
import type { LimitWindow } from '../errors/source-error.js';
import { DAY_MS, fromIso, HOUR_MS, MINUTE_MS, utcDate } from '../time/instant.js';

/** How a window is counted: by the instants of the last so many milliseconds, or from the beginning of the calendar's. */
export type WindowKind = { readonly kind: 'rolling'; readonly lengthMs: number } | { readonly kind: 'calendar' };

/**
 * Seconds and minutes roll, and are a little longer than they are: the provider counts when a request arrives, not when it is
 * sent. Hours, days and months begin with the clock, as providers reset them.
 */
const kinds: Readonly<Record<LimitWindow, WindowKind>> = {
  second: { kind: 'rolling', lengthMs: 1_100 },
  minute: { kind: 'rolling', lengthMs: MINUTE_MS + 1_000 },
  hour: { kind: 'calendar' },
  day: { kind: 'calendar' },
  month: { kind: 'calendar' },
};

export function windowKind(window: LimitWindow): WindowKind {
  return kinds[window];
}

/** Begin (included) and end (excluded) of the hour, day or month that `now` lies in. */
export function calendarWindow(
  { window, utcOffsetMinutes = 0 }: Pick<QuotaLimit, 'window' | 'utcOffsetMinutes'>,
  now: EpochMs,
): { readonly start: EpochMs; readonly end: EpochMs } {
  const offset = utcOffsetMinutes * MINUTE_MS;
  if (window === 'month') {
    const [year = 0, month = 0] = utcDate(now + offset)
      .split('-')
      .map(Number);
    return { start: startOfMonth(year, month) - offset, end: startOfMonth(year, month + 1) - offset };
  }
  const lengthMs = lengths[window];
  const start = Math.floor((now + offset) / lengthMs) * lengthMs - offset;
  return { start, end: start + lengthMs };
}

const lengths = { second: 1_000, minute: MINUTE_MS, hour: HOUR_MS, day: DAY_MS } as const;

/** `month` counts from 1; 13 is the January after. */
function startOfMonth(year: number, month: number): EpochMs {
  const [inYear, inMonth] = month > 12 ? [year + 1, 1] : [year, month];
  return fromIso(`${String(inYear).padStart(4, '0')}-${String(inMonth).padStart(2, '0')}-01T00:00:00.000Z`);
}
