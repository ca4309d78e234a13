import type { MarketCalendar } from '../calendar/market-calendar.js';
import { intervalAt, type SlotSchedule } from '../calendar/next-slot.js';
import type { EpochMs } from '../contracts/clock.js';
import { DAY_MS } from '../time/instant.js';

/** A stretch in which the market is open: from its opening to before its close. */
export interface OpenHours {
  readonly open: EpochMs;
  readonly close: EpochMs;
}

/** What alerts ask of a calendar and a schedule. */
export interface MarketHours {
  /** The regular session that is on; null while there is none. */
  sessionAt(at: EpochMs): OpenHours | null;
  /** The last sessions that ended at or before an instant, the newest first. */
  sessionsBefore(at: EpochMs, count: number): readonly OpenHours[];
  /** How often news is collected at this time, in milliseconds. */
  intervalAt(at: EpochMs): number;
}

/** Loads the calendar when it is needed: most runs never are. Null: there is none, and alerts that depend on it keep silent. */
export type LoadMarketHours = () => Promise<MarketHours | null>;

/** The hours of a calendar, and the intervals of a schedule. */
export function marketHours(schedule: SlotSchedule & { readonly calendar: MarketCalendar }): MarketHours {
  const { calendar } = schedule;
  return {
    sessionAt(at) {
      const session = calendar.session(calendar.dateAt(at));
      return session !== null && session.open <= at && at < session.close ? session : null;
    },
    sessionsBefore(at, count) {
      // Even around the longest closures two weeks and a day for each hold as many sessions.
      const from = calendar.dateAt(at - (count + longestClosureDays) * 2 * DAY_MS);
      const ended = calendar.sessions(from, calendar.dateAt(at)).filter(({ close }) => close <= at);
      return ended.reverse().slice(0, count);
    },
    intervalAt: (at) => intervalAt(at, schedule),
  };
}

const longestClosureDays = 7;
