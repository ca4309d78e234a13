import { DAY_MS, type EpochMs, type Window } from '@ingest/core';

/** What a request without an end asks for: all from an instant on. What is dated further ahead than a day is no news yet. */
export function windowSince(from: EpochMs, now: EpochMs): Window {
  return { from, to: Math.max(from, now + DAY_MS) };
}
