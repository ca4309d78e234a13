import { type LoadMarketHours, parseDuration } from '@ingest/core';
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

/** How often news is collected, in milliseconds. */
export function intervalsOf({ schedule: { open, closed } }: Loaded['settings']): {
  readonly openMs: number;
  readonly closedMs: number;
} {
  return { openMs: lengthOf(open), closedMs: lengthOf(closed) };
}

function lengthOf(text: string): number {
  const ms = parseDuration(text);
  if (ms === null) throw new TypeError(`the schema let ${text} pass`);
  return ms;
}
