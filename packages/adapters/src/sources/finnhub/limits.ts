import { DAY_MS, type EpochMs, type LimitReading } from '@ingest/core';
import { wholeNumber } from '../fields.js';

/**
 * What Finnhub's `X-Ratelimit-Remaining` and `X-Ratelimit-Reset` (unix seconds) say of the minute. Seen in clients only, and may
 * be missing on some endpoints: whatever is not plausible counts as not said.
 */
export function limitsOf(headers: Headers, now: EpochMs): readonly LimitReading[] {
  const remaining = wholeNumber(headers.get('x-ratelimit-remaining'));
  if (remaining === null) return [];
  const reset = wholeNumber(headers.get('x-ratelimit-reset'));
  const resetsAt = reset === null ? null : reset * 1000;
  const isPlausible = resetsAt !== null && resetsAt > now && resetsAt <= now + DAY_MS;
  return [{ window: 'minute', remaining, resetsAt: isPlausible ? resetsAt : null }];
}
