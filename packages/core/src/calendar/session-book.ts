import type { EpochMs } from '../contracts/clock.js';
import { type LocalDate, toLocalDate, yearOf } from './dates.js';
import type { Exchange } from './exchange.js';
import { type AnnouncedDays, type LocalSession, sessionsOfYear } from './sessions-of-year.js';
import { instantIn } from './zone.js';

/** A day of regular trading. Open at `open`, no more at `close`. */
export interface MarketSession {
  /** At the exchange. */
  readonly date: LocalDate;
  readonly open: EpochMs;
  readonly close: EpochMs;
  /** Whether it closes before the ordinary time. */
  readonly earlyClose: boolean;
}

/** A hundred years and more: whoever asks about all of time pays with time, not with memory. */
const mostDays = 40_000;

/** Looks sessions up by their day, and keeps what it found: asking for a day again costs nothing. */
export function createSessionBook(exchange: Exchange, announced: AnnouncedDays): (day: number) => MarketSession | null {
  const years = new Map<number, ReadonlyMap<number, LocalSession>>();
  const days = new Map<number, MarketSession | null>();

  function localSession(day: number): LocalSession | undefined {
    const year = yearOf(day);
    let sessions = years.get(year);
    if (sessions === undefined) {
      sessions = sessionsOfYear(exchange, announced, year);
      years.set(year, sessions);
    }
    return sessions.get(day);
  }

  return (day) => {
    const known = days.get(day);
    if (known !== undefined) return known;
    if (days.size >= mostDays) {
      days.clear();
      years.clear();
    }
    const local = localSession(day);
    const session =
      local === undefined
        ? null
        : {
            date: toLocalDate(day),
            open: instantIn(exchange.zone, day, local.open),
            close: instantIn(exchange.zone, day, local.close),
            earlyClose: local.earlyClose,
          };
    days.set(day, session);
    return session;
  };
}
