import type { LimitReading } from '@ingest/core';
import type { Verdict } from '../../http/classify-text.js';
import { wholeNumber } from '../fields.js';

const headers = [
  ['x-usagelimit-remaining', 'day'],
  ['x-ratelimit-remaining', 'minute'],
] as const;

/** What Marketaux's headers say of the day and of the minute. When either ends they do not say in a form that is known. */
export function limitsOf(received: Headers): readonly LimitReading[] {
  return headers.flatMap(([header, window]) => {
    const remaining = wholeNumber(received.get(header));
    return remaining === null ? [] : { window, remaining, resetsAt: null };
  });
}

/** Which limit a refusal is about stands in its code (402 and 429) and in no word of its text; null for any other. */
export function verdictOf(words: string): Verdict | null {
  if (/\busage_limit_reached\b/.test(words)) return { code: 'RATE_LIMITED', limitWindow: 'day' };
  if (/\brate_limit_reached\b/.test(words)) return { code: 'RATE_LIMITED', limitWindow: 'minute' };
  if (/\binvalid_api_token\b/.test(words)) return { code: 'AUTH_FAILED', limitWindow: null };
  return /\bendpoint_access_restricted\b/.test(words) ? { code: 'FORBIDDEN', limitWindow: null } : null;
}
