import type { LoadMarketHours } from '@ingest/core';
import type { LoadedSettings } from './config/load.js';

type Loaded = Pick<LoadedSettings, 'settings' | 'whereIs'>;

/** The calendar and the schedule of the configuration, loaded with the first call: most runs never need them. */
export function composeMarket(loaded: Loaded): LoadMarketHours {
  let hours: ReturnType<LoadMarketHours> | null = null;
  return () => {
    hours ??= import('./compose-calendar.js').then(({ composeHours }) => composeHours(loaded));
    return hours;
  };
}
