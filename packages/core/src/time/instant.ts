import type { EpochMs } from '../contracts/clock.js';

/** ISO-8601 in UTC with milliseconds and `Z`: the one form in which instants leave the program. */
export function toIso(at: EpochMs): string {
  return new Date(at).toISOString();
}

/** Reads the form that {@link toIso} writes. Throws a RangeError on anything else. */
export function fromIso(iso: string): EpochMs {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) throw new RangeError(`not an ISO instant: ${JSON.stringify(iso)}`);
  return at;
}

/** The UTC date of an instant as `YYYY-MM-DD`. */
export function utcDate(at: EpochMs): string {
  return toIso(at).slice(0, 10);
}

export const DAY_MS = 86_400_000;
export const HOUR_MS = 3_600_000;
export const MINUTE_MS = 60_000;

/** Days since 1970-01-01 in UTC. */
export function dayNumber(at: EpochMs): number {
  return Math.floor(at / DAY_MS);
}

const isoForm =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?)?$/;

/**
 * Reads an instant as providers write it: ISO-8601 with or without zone (none is UTC), offset, fraction of any length,
 * or a Unix time in seconds or milliseconds, told apart by size. Null for anything that names no instant,
 * such as 30 February, `""`, `0` or `"now"`.
 */
export function parseInstant(value: unknown): EpochMs | null {
  if (typeof value === 'number') return fromUnix(value);
  if (typeof value !== 'string') return null;
  const text = value.trim();
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return fromUnix(Number(text));
  const match = isoForm.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const date = new Date(midnight);
  // Also not the same year: `Date.UTC` reads the years 0 to 99 as 1900 to 1999.
  if (date.getUTCFullYear() !== Number(year)) return null;
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return null;
  const offset = zoneOffsetMs(zone);
  if (offset === null) return null;
  const milliseconds = Number(fraction.padEnd(3, '0').slice(0, 3));
  return midnight + Number(hour) * HOUR_MS + Number(minute) * MINUTE_MS + Number(second) * 1000 + milliseconds - offset;
}

/** Seconds reach 10^11 in the year 5138, milliseconds in 1973: in between no news can tell them apart wrongly. */
const firstMillisecondReading = 1e11;
const lastInstant = 8.64e15;

function fromUnix(value: number): EpochMs | null {
  if (!Number.isFinite(value) || value === 0) return null;
  const at = Math.trunc(Math.abs(value) < firstMillisecondReading ? value * 1000 : value);
  return Math.abs(at) > lastInstant ? null : at;
}

function zoneOffsetMs(zone: string | undefined): number | null {
  if (zone === undefined || !/^[+-]/.test(zone)) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(':', '') || '0');
  if (hours > 18 || minutes > 59) return null;
  return (zone.startsWith('-') ? -1 : 1) * (hours * HOUR_MS + minutes * MINUTE_MS);
}
