import type { EpochMs } from '../contracts/clock.js';

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
