import { dayOf, toDayNumber, weekdayOf, yearOf } from './dates.js';
import type { EarlyClose, Exchange } from './exchange.js';
import { holdsIn, ruleDay } from './rule-day.js';
import { minuteOfDay, type TimeOfDay } from './time-of-day.js';

/** Days that the calendar does not know yet, as the exchange announced them. */
export interface AnnouncedDays {
  /** Days without a session. Default: none. */
  readonly closures?: readonly string[];
  /** Days that close early, with the time at the exchange. Default: none. One that is closed stays closed. */
  readonly earlyCloses?: readonly EarlyClose[];
}

/** A session on the clocks of the exchange, in minutes since midnight. */
export interface LocalSession {
  readonly open: number;
  readonly close: number;
  readonly earlyClose: boolean;
}

/** The days of a year that are closed for a reason, which weekends need not have. */
export function closuresOfYear(
  { holidays, closures }: Exchange,
  announced: AnnouncedDays,
  year: number,
): ReadonlyMap<number, string> {
  const yearly = holidays
    .filter((holiday) => holdsIn(holiday, year))
    .map(({ name, rule }) => ({ day: ruleDay(rule, year), reason: name }));
  const once = [...(announced.closures ?? []).map((date) => ({ date, reason: 'announced' })), ...closures]
    .map(({ date, reason }) => ({ day: toDayNumber(date), reason }))
    .filter(({ day }) => yearOf(day) === year);
  // A day that is known says more than that it was announced.
  return new Map([...once, ...yearly].map(({ day, reason }) => [day, reason]));
}

/** All sessions of a year by their day numbers, in their order. No zone is needed to know them. */
export function sessionsOfYear(
  exchange: Exchange,
  announced: AnnouncedDays,
  year: number,
): ReadonlyMap<number, LocalSession> {
  const closed = closuresOfYear(exchange, announced, year);
  const early = earlyCloses(exchange, announced, year);
  const open = minuteOfDay(exchange.hours.open);
  const sessions = new Map<number, LocalSession>();
  for (let day = dayOf(year, 1, 1); day <= dayOf(year, 12, 31); day += 1) {
    if (closed.has(day) || exchange.weekend.includes(weekdayOf(day))) continue;
    const close = early.get(day);
    sessions.set(day, {
      open,
      close: minuteOfDay(close ?? exchange.hours.close),
      earlyClose: close !== undefined,
    });
  }
  return sessions;
}

/** What was announced beats what was known, and one day beats a rule. */
function earlyCloses(exchange: Exchange, announced: AnnouncedDays, year: number): ReadonlyMap<number, TimeOfDay> {
  const { earlyCloseRules, earlyCloses: once } = exchange;
  const byRule = earlyCloseRules
    .filter((rule) => holdsIn(rule, year))
    .map(({ rule, weekdays, close }) => ({ day: ruleDay(rule, year), weekdays, close }))
    .filter(({ day, weekdays }) => weekdays.includes(weekdayOf(day)));
  const byDate = [...once, ...(announced.earlyCloses ?? [])].map(({ date, close }) => ({
    day: toDayNumber(date),
    close,
  }));
  return new Map(
    [...byRule, ...byDate.filter(({ day }) => yearOf(day) === year)].map(({ day, close }) => [day, close]),
  );
}

/** Throws a RangeError that quotes what is no date, no time, or a close outside of the ordinary session. */
export function assertAnnounced({ hours }: Exchange, { closures = [], earlyCloses = [] }: AnnouncedDays): void {
  for (const date of closures) toDayNumber(date);
  for (const { date, close } of earlyCloses) {
    toDayNumber(date);
    const minute = minuteOfDay(close);
    if (minute <= minuteOfDay(hours.open) || minute >= minuteOfDay(hours.close))
      throw new RangeError(
        `not a time between ${hours.open} and ${hours.close} for an early close: ${JSON.stringify(close)}`,
      );
  }
}
