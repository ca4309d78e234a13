import type { EpochMs } from '../contracts/clock.js';
import { dayNumber, MINUTE_MS } from '../time/instant.js';
import { type LocalDate, toDayNumber, toLocalDate, yearOf } from './dates.js';
import { type Exchange, type ExchangeName, exchangeNames } from './exchange.js';
import { xnas } from './exchanges/xnas.js';
import { xnys } from './exchanges/xnys.js';
import { type InstantInput, readInstant } from './read-instant.js';
import { createSessionBook, type MarketSession } from './session-book.js';
import { type AnnouncedDays, assertAnnounced, closuresOfYear } from './sessions-of-year.js';
import { minuteOfDay } from './time-of-day.js';
import { dayIn, instantIn } from './zone.js';

/** What is going on at an exchange: early trading, the session, late trading, nothing. */
export const marketPhases = ['pre', 'regular', 'post', 'closed'] as const;
/** What is going on at an exchange. */
export type MarketPhase = (typeof marketPhases)[number];

/**
 * When an exchange trades. Dates are the exchange's own; instants that are given back are milliseconds since 1970.
 * Intervals are half open: at its `close` a session is over. Exact from 1990 to `knownThrough`, by the rules of those
 * years before and after. Every method throws a RangeError that quotes what names no instant or no date.
 */
export interface MarketCalendar {
  readonly name: ExchangeName;
  readonly title: string;
  /** Its time zone, such as `America/New_York`. */
  readonly zone: string;
  /** The last day whose closures and early closes are known; those after it follow from the rules. */
  readonly knownThrough: LocalDate;
  /** Whether the regular session is on. */
  isOpen(at: InstantInput): boolean;
  /** Which part of the trading day it is: `closed` also on days without one. */
  phase(at: InstantInput): MarketPhase;
  /** The first opening after `at`; at an opening the one after it. */
  nextOpen(at: InstantInput): EpochMs;
  /** The first close after `at`, early ones too; at a close the one after it. */
  nextClose(at: InstantInput): EpochMs;
  /** The session of a date, null on a day without one. */
  session(date: LocalDate): MarketSession | null;
  /** Why a date has no session: the holiday or the occasion. Null for a session, and for a weekend that is nothing else. */
  closure(date: LocalDate): string | null;
  /** The sessions from one date to another, both included, in their order. Throws a RangeError when `to` is before `from`. */
  sessions(from: LocalDate, to: LocalDate): readonly MarketSession[];
  /** The date at the exchange. */
  dateAt(at: InstantInput): LocalDate;
}

const exchanges: Readonly<Record<ExchangeName, Exchange>> = { XNYS: xnys, XNAS: xnas };

/**
 * The calendar of an exchange, with the days that were announced since this version was made. Throws a RangeError for an
 * exchange that is not known, a date or a time that cannot be. Cheap enough to be asked every second; it keeps what it found.
 */
export function marketCalendar(name: ExchangeName, announced: AnnouncedDays = {}): MarketCalendar {
  const exchange = Object.hasOwn(exchanges, name) ? exchanges[name] : undefined;
  if (exchange === undefined)
    throw new RangeError(`unknown exchange ${JSON.stringify(name)}; known: ${exchangeNames.join(', ')}`);
  assertAnnounced(exchange, announced);
  const { title, zone, hours, knownThrough } = exchange;
  const sessionOn = createSessionBook(exchange, announced);

  /** A session's local day differs from the day in UTC by one at most, in whatever zone. */
  function sessionsAround(at: EpochMs): readonly MarketSession[] {
    const day = dayNumber(at);
    return [sessionOn(day - 1), sessionOn(day), sessionOn(day + 1)].filter((session) => session !== null);
  }

  function firstAfter(at: EpochMs, edge: 'open' | 'close'): EpochMs {
    for (let day = dayNumber(at) - 1; ; day += 1) {
      const session = sessionOn(day);
      if (session !== null && session[edge] > at) return session[edge];
    }
  }

  const isIn = ({ open, close }: MarketSession, at: EpochMs) => open <= at && at < close;
  const preStart = (date: LocalDate) => instantIn(zone, toDayNumber(date), minuteOfDay(hours.pre));

  return {
    name,
    title,
    zone,
    knownThrough,
    isOpen(input) {
      const at = readInstant(input);
      return sessionsAround(at).some((session) => isIn(session, at));
    },
    phase(input) {
      const at = readInstant(input);
      for (const session of sessionsAround(at)) {
        if (isIn(session, at)) return 'regular';
        if (at < session.open && at >= preStart(session.date)) return 'pre';
        if (at >= session.close && at < session.close + hours.postMinutes * MINUTE_MS) return 'post';
      }
      return 'closed';
    },
    nextOpen: (at) => firstAfter(readInstant(at), 'open'),
    nextClose: (at) => firstAfter(readInstant(at), 'close'),
    session: (date) => sessionOn(toDayNumber(date)),
    closure(date) {
      const day = toDayNumber(date);
      return closuresOfYear(exchange, announced, yearOf(day)).get(day) ?? null;
    },
    sessions(from, to) {
      const [first, last] = [toDayNumber(from), toDayNumber(to)];
      if (last < first) throw new RangeError(`${JSON.stringify(to)} is before ${JSON.stringify(from)}`);
      const days = Array.from({ length: last - first + 1 }, (_, index) => sessionOn(first + index));
      return days.filter((session) => session !== null);
    },
    dateAt: (at) => toLocalDate(dayIn(zone, readInstant(at))),
  };
}
