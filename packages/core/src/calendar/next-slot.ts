import type { EpochMs } from '../contracts/clock.js';
import type { MarketCalendar } from './market-calendar.js';

/** How often something is due: on the marks of the clock, more often while the market is open. */
export interface SlotSchedule {
  readonly calendar: Pick<MarketCalendar, 'isOpen'>;
  /** Between two marks of the regular session, in milliseconds. */
  readonly openMs: number;
  /** Between two marks outside of it, in milliseconds. */
  readonly closedMs: number;
}

const secondMs = 1_000;

/**
 * The first mark strictly after an instant. A mark is a multiple of the interval that applies at it, counted from the
 * beginning of 1970 in UTC: it depends on no earlier one, so whoever slept or starts anew finds the same marks. Throws a
 * RangeError for an interval that is not a whole number of milliseconds of a second or more.
 */
export function nextSlot(after: EpochMs, schedule: SlotSchedule): EpochMs {
  const steps = stepsOf(schedule);
  let mark = after;
  do mark = Math.min(...steps.map((step) => (Math.floor(mark / step) + 1) * step));
  while (!isMark(mark, schedule));
  return mark;
}

/** The last mark at or before an instant: what is due at it, or what was missed. Throws as {@link nextSlot} does. */
export function latestSlot(at: EpochMs, schedule: SlotSchedule): EpochMs {
  const steps = stepsOf(schedule);
  let before = at;
  for (;;) {
    const mark = Math.max(...steps.map((step) => Math.floor(before / step) * step));
    if (isMark(mark, schedule)) return mark;
    before = mark - 1;
  }
}

/** The interval that applies at an instant, in milliseconds. */
export function intervalAt(at: EpochMs, { calendar, openMs, closedMs }: SlotSchedule): number {
  return calendar.isOpen(at) ? openMs : closedMs;
}

function isMark(at: EpochMs, schedule: SlotSchedule): boolean {
  return at % intervalAt(at, schedule) === 0;
}

function stepsOf({ openMs, closedMs }: SlotSchedule): readonly number[] {
  for (const step of [openMs, closedMs]) {
    if (!Number.isSafeInteger(step) || step < secondMs)
      throw new RangeError(`not a whole number of milliseconds of at least ${secondMs}: ${step}`);
  }
  return [openMs, closedMs];
}
