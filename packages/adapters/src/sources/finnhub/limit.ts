import { DAY_MS, type EpochMs, type LimitReading } from '@ingest/core';

/**
 * What Finnhub's `X-Ratelimit-Remaining` and `X-Ratelimit-Reset` (unix seconds) say of the minute. Seen in clients only, and may
 * be missing on some endpoints: whatever is not plausible counts as not said.
 */
export function limitOf(headers: Headers, now: EpochMs): LimitReading | null {
  const remaining = wholeNumber(headers.get('x-ratelimit-remaining'));
  if (remaining === null) return null;
  const reset = wholeNumber(headers.get('x-ratelimit-reset'));
  const resetsAt = reset === null ? null : reset * 1000;
  const isPlausible = resetsAt !== null && resetsAt > now && resetsAt <= now + DAY_MS;
  return { window: 'minute', remaining, resetsAt: isPlausible ? resetsAt : null };
}

function wholeNumber(text: string | null): number | null {
  return text !== null && /^\d{1,12}$/.test(text.trim()) ? Number(text) : null;
}
