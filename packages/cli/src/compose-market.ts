import type { LoadMarketHours } from '@ingest/core';
import type { PlacedSettings } from './compose-calendar.js';

/**
 * The calendar and the schedule of the configuration, loaded with the first call: most runs never need them. Days that the
 * configuration adds are looked at in any case before a run begins: see {@link assertMarket}.
 */
export function composeMarket(loaded: PlacedSettings): LoadMarketHours {
  let hours: ReturnType<LoadMarketHours> | null = null;
  return () => {
    hours ??= import('./compose-calendar.js').then(({ composeHours }) => composeHours(loaded));
    return hours;
  };
}

/** CONFIG_INVALID for a closure or an early close that cannot be, said before anything is asked. */
export async function assertMarket(loaded: PlacedSettings): Promise<void> {
  const { closures, earlyCloses } = loaded.settings.schedule;
  if (closures.length + earlyCloses.length > 0) (await import('./compose-calendar.js')).composeCalendar(loaded);
}
