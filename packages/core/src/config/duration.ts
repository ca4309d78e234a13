import * as z from 'zod';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/instant.js';

const units = { m: MINUTE_MS, h: HOUR_MS, d: DAY_MS } as const;

/** `90m`, `24h`, `7d`: a length of time in milliseconds; null for anything else. */
export function parseDuration(text: string): number | null {
  const match = /^(\d{1,5})([mhd])$/.exec(text.trim());
  if (match === null) return null;
  return Number(match[1]) * units[match[2] as keyof typeof units];
}

/** A length of time in a setting, between two others, such as `5m`. */
export function duration(shortest: string, longest: string) {
  const isInside = (text: string) => {
    const length = parseDuration(text);
    return length !== null && length >= Number(parseDuration(shortest)) && length <= Number(parseDuration(longest));
  };
  return z.string().trim().refine(isInside, `expected a length from ${shortest} to ${longest}, such as 5m, 1h or 2d`);
}
