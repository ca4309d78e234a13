import type * as z from 'zod';
import { isRecord } from '../is-record.js';

/** An optional text; any other type counts as absent. */
export function optionalText(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** A time that a source may leave out, in the source's own words. */
export function optionalTime(value: unknown): string | number | null {
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

/** The texts of an optional list; entries of any other type are left out. */
export function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}

/** The objects of an optional list; entries of any other type are left out. */
export function records(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** An id as text with all its digits (those too long for a number were kept as text when the body was parsed). */
export function optionalId(value: unknown): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : null;
  return optionalText(value);
}

/** A whole number of twelve digits at most, such as headers carry; null for anything else. */
export function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,12}$/.test(text.trim()) ? Number(text) : null;
}

/** The names of shares: what a source lists under another market (`CRYPTO:BTC`, `FOREX:EUR`, `X:BTCUSD`) is no ticker of one. */
export function isShare(name: string): boolean {
  return !name.includes(':');
}

/** Why an item is not readable, naming its field. */
export function malformedReason(error: z.ZodError, item: unknown, expected: Readonly<Record<string, string>>): string {
  const field = error.issues[0]?.path[0];
  if (typeof field !== 'string' || typeof item !== 'object' || item === null) return 'item: not an object';
  return field in item ? `${field}: not ${expected[field] ?? 'as expected'}` : `${field}: missing`;
}
