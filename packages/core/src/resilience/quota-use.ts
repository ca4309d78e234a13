import * as z from 'zod';
import type { EpochMs } from '../contracts/clock.js';
import type { Json } from '../contracts/registers.js';
import type { QuotaLimit } from '../contracts/source.js';
import { type LimitWindow, limitWindows } from '../errors/source-error.js';
import { isOver, term } from '../time/term.js';
import {
  type CalendarWindow,
  calendarSpan,
  isRolling,
  longestMonthMs,
  offsetOf,
  type RollingWindow,
  rollingLengthMs,
} from './quota-windows.js';

/** What was used of a plan under one key, as data that processes share. */
export type QuotaUse = {
  /** Requests by the instant at which they were sent, for the windows that roll. */
  readonly rolling: { readonly [Window in RollingWindow]: readonly Sent[] };
  /** Requests by calendar window. Those next to the current ones are kept too: the clocks of processes differ a little. */
  readonly calendar: readonly CalendarCount[];
  /** A limit that a reply spoke of, as a term; `window` is the one that it named. Nothing is sent until it is over. */
  readonly block: { readonly from: EpochMs; readonly until: EpochMs; readonly window: LimitWindow | null } | null;
};

type Sent = { readonly at: EpochMs; readonly count: number };

type CalendarCount = {
  readonly window: CalendarWindow;
  readonly utcOffsetMinutes: number;
  readonly start: EpochMs;
  readonly count: number;
};

export const emptyQuotaUse: QuotaUse = { rolling: { second: [], minute: [] }, calendar: [], block: null };

/** How many requests count in a limit's window at an instant, whoever sent them. */
export function usedAt({ rolling, calendar }: QuotaUse, limit: QuotaLimit, at: EpochMs): number {
  const { window } = limit;
  if (isRolling(window)) return sum(inWindow(rolling[window], window, at));
  return sum(calendar.filter((one) => isCountOf(one, window, limit, at)));
}

/** When less counts in a limit's window than at an instant, if nothing more is sent; that instant when nothing does. */
export function nextReleaseAt({ rolling }: QuotaUse, limit: QuotaLimit, at: EpochMs): EpochMs {
  const { window } = limit;
  if (!isRolling(window)) return calendarSpan(window, offsetOf(limit), at).end;
  const leaving = releases(rolling[window], window, at);
  return leaving.length === 0 ? at : Math.min(...leaving);
}

/** When nothing counts in a limit's window any more, if nothing more is sent. */
export function lastReleaseAt({ rolling }: QuotaUse, limit: QuotaLimit, at: EpochMs): EpochMs {
  const { window } = limit;
  if (!isRolling(window)) return calendarSpan(window, offsetOf(limit), at).end;
  return Math.max(at, ...releases(rolling[window], window, at));
}

/** Counts requests in a limit's window. */
export function addUse(use: QuotaUse, limit: QuotaLimit, now: EpochMs, count: number): QuotaUse {
  const { window } = limit;
  if (isRolling(window)) {
    const sent = inWindow(use.rolling[window], window, now);
    const earlier = sent.filter(({ at }) => at !== now);
    const together = sum(sent.filter(({ at }) => at === now)) + count;
    return { ...use, rolling: { ...use.rolling, [window]: [...earlier, { at: now, count: together }] } };
  }
  const utcOffsetMinutes = offsetOf(limit);
  const { start } = calendarSpan(window, utcOffsetMinutes, now);
  const others = use.calendar.filter((one) => !isCountOf(one, window, limit, now));
  const together = usedAt(use, limit, now) + count;
  return { ...use, calendar: [...others, { window, utcOffsetMinutes, start, count: together }] };
}

/** Leaves out what is over, so that what is kept stays small. */
export function withoutPast({ rolling, calendar, block }: QuotaUse, now: EpochMs): QuotaUse {
  return {
    rolling: {
      second: inWindow(rolling.second, 'second', now),
      minute: inWindow(rolling.minute, 'minute', now),
    },
    calendar: calendar.filter((one) => isNear(one, now)),
    block: block === null || isOver(block, now) ? null : block,
  };
}

/** Also what a clock sent that was ahead, but for no longer than the window is long. */
function inWindow(sent: readonly Sent[], window: RollingWindow, now: EpochMs): readonly Sent[] {
  return sent.filter(({ at }) => Math.abs(now - at) < rollingLengthMs[window]);
}

function releases(sent: readonly Sent[], window: RollingWindow, at: EpochMs): readonly EpochMs[] {
  return inWindow(sent, window, at).map((one) => one.at + rollingLengthMs[window]);
}

function isCountOf(one: CalendarCount, window: CalendarWindow, limit: QuotaLimit, at: EpochMs): boolean {
  // Places whose days differ begin them at other instants: the start tells them apart.
  return one.window === window && one.start === calendarSpan(window, offsetOf(limit), at).start;
}

function isNear({ window, utcOffsetMinutes, start }: CalendarCount, now: EpochMs): boolean {
  const current = calendarSpan(window, utcOffsetMinutes, now);
  const before = calendarSpan(window, utcOffsetMinutes, current.start - 1);
  return [before.start, current.start, current.end].includes(start);
}

function sum(counts: readonly { readonly count: number }[]): number {
  return counts.reduce((total, { count }) => total + count, 0);
}

const count = z.number().min(0).max(Number.MAX_SAFE_INTEGER);
/** A block that is longer was not written by this program, and would shut a source off. */
const block = term
  .extend({ window: z.enum(limitWindows).nullable() })
  .refine(({ from, until }) => until - from <= 2 * longestMonthMs);
const sent = z.array(z.object({ at: z.number(), count }));
const stored = z.object({
  rolling: z.object({ second: sent, minute: sent }),
  calendar: z.array(
    z.object({
      window: z.enum(['hour', 'day', 'month']),
      utcOffsetMinutes: z.number().min(-1440).max(1440),
      start: z.number(),
      count,
    }),
  ),
  block: block.nullable(),
});

/** A use as it was kept; what cannot be read is none. */
export function readQuotaUse(value: Json): QuotaUse {
  const read = stored.safeParse(value);
  return read.success ? read.data : emptyQuotaUse;
}
