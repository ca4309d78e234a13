import type { LocalDate, Weekday } from './dates.js';
import type { TimeOfDay } from './time-of-day.js';

/** The exchanges whose calendars are known, by their market identifier codes (ISO 10383). */
export const exchangeNames = ['XNYS', 'XNAS'] as const;
export type ExchangeName = (typeof exchangeNames)[number];

/** The years in which a rule holds, both included. Default: all. */
export interface Years {
  readonly from?: number;
  readonly until?: number;
}

/** Which day of a year a rule names. */
export type DayRule =
  | {
      readonly on: 'date';
      readonly month: number;
      readonly day: number;
      /** By how many days it moves when it falls on such a weekday; never into another year. */
      readonly moves?: { readonly [weekday in Weekday]?: number };
    }
  | {
      readonly on: 'weekday';
      readonly month: number;
      readonly weekday: Weekday;
      readonly nth: 1 | 2 | 3 | 4 | 'last';
      /** How many days after that one. Default: 0. */
      readonly plusDays?: number;
    }
  /** Days after western Easter Sunday, negative before it. */
  | { readonly on: 'easter'; readonly plusDays: number };

/** A day without a session, every year. */
export interface Holiday extends Years {
  readonly name: string;
  readonly rule: DayRule;
}

/** A day that closes early, every year in which it falls on one of these weekdays and has a session at all. */
export interface EarlyCloseRule extends Years {
  readonly rule: DayRule;
  readonly weekdays: readonly Weekday[];
  readonly close: TimeOfDay;
}

/** A day without a session for one occasion. */
export interface Closure {
  readonly date: LocalDate;
  readonly reason: string;
}

/** A day that closed or closes early once. */
export interface EarlyClose {
  readonly date: LocalDate;
  readonly close: TimeOfDay;
}

/** Times of an ordinary day at the exchange. Each phase begins at its time and ends before the next one begins. */
export interface Hours {
  readonly pre: TimeOfDay;
  readonly open: TimeOfDay;
  readonly close: TimeOfDay;
  /** How long late trading goes on after the close, on an early one too, in minutes. */
  readonly postMinutes: number;
}

/** What is known of an exchange: data, no code. */
export interface Exchange {
  readonly title: string;
  /** In the zone database. */
  readonly zone: string;
  readonly hours: Hours;
  readonly weekend: readonly Weekday[];
  readonly holidays: readonly Holiday[];
  readonly closures: readonly Closure[];
  readonly earlyCloseRules: readonly EarlyCloseRule[];
  readonly earlyCloses: readonly EarlyClose[];
  /** The last day up to which closures and early closes are checked; after it the rules alone speak. */
  readonly knownThrough: LocalDate;
}
