import { type ExchangeName, IngestError, type MarketCalendar } from '@ingest/core';
import { marketCalendar } from '@ingest/core/calendar';
import { settingPath } from './config/explain-issue.js';
import type { LoadedSettings } from './config/load.js';

/**
 * The calendar of the configured exchange, or of another one, with the closures and early closes of the configuration.
 * Throws CONFIG_INVALID that names the setting that cannot be.
 */
export function composeCalendar(
  { settings, whereIs }: Pick<LoadedSettings, 'settings' | 'whereIs'>,
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

/** Does what was asked for; what a calendar refuses as a RangeError becomes CONFIG_INVALID in the given words. */
export function withRangeErrors<T>(words: (problem: string) => string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new IngestError('CONFIG_INVALID', words(error.message), { cause: error });
  }
}
