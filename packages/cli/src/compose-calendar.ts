import {
  type ExchangeName,
  IngestError,
  type MarketCalendar,
  type MarketHours,
  marketCalendar,
  marketHours,
  type Settings,
} from '@ingest/core';
import type { WhereIs } from './compose-sinks.js';
import { settingPath } from './config/explain-issue.js';
import { intervalsOf } from './config/intervals.js';

/** Settings, and where each of them stands. */
export interface PlacedSettings {
  readonly settings: Settings;
  readonly whereIs: WhereIs;
}

/**
 * The calendar of the configured exchange, or of another one, with the closures and early closes of the configuration.
 * Throws CONFIG_INVALID that names the setting that cannot be.
 */
export function composeCalendar(
  { settings, whereIs }: PlacedSettings,
  name: ExchangeName = settings.schedule.calendar,
): MarketCalendar {
  const { closures, earlyCloses } = settings.schedule;
  const check = (list: 'closures' | 'earlyCloses', index: number, make: () => void) => {
    const path = ['schedule', list, index];
    withRangeErrors((problem) => `${whereIs(path)}${settingPath(path)}: ${problem}`, make);
  };
  for (const [index, date] of closures.entries())
    check('closures', index, () => marketCalendar(name, { closures: [date] }));
  for (const [index, day] of earlyCloses.entries())
    check('earlyCloses', index, () => marketCalendar(name, { earlyCloses: [day] }));
  return marketCalendar(name, { closures, earlyCloses });
}

/** The hours of the market, and how often news is collected in them. */
export function composeHours(loaded: PlacedSettings): MarketHours {
  return marketHours({ calendar: composeCalendar(loaded), ...intervalsOf(loaded.settings) });
}

/** Does what was asked for; what a calendar refuses as a RangeError becomes CONFIG_INVALID in the given words. */
export function withRangeErrors<T>(words: (problem: string) => string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new IngestError('CONFIG_INVALID', words(error.message), { cause: error });
  }
}
