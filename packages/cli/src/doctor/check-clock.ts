import type { Finding } from './finding.js';

/** A provider's clock as an answer of it showed it. */
export interface SeenClock {
  readonly source: string;
  /** Ours less theirs, in milliseconds; positive when ours is ahead. */
  readonly skewMs: number;
}

/** A `Date` header has whole seconds, and an answer takes its time. */
const toleranceMs = 5_000;
/** As long as a lease: more than that is not promised to work. */
const limitMs = 60_000;

/** Compares our clock with those of the providers; null when none was seen. */
export function checkClock(seen: readonly SeenClock[]): Finding | null {
  const [worst] = [...seen].sort((left, right) => Math.abs(right.skewMs) - Math.abs(left.skewMs));
  if (worst === undefined) return null;
  const off = Math.abs(worst.skewMs);
  const base = { check: 'clock', area: 'configuration' } as const;
  if (off <= toleranceMs)
    return { ...base, level: 'ok', text: `within ${toleranceMs / 1000} s of the providers’ clocks` };
  const direction = worst.skewMs > 0 ? 'ahead of' : 'behind';
  return {
    ...base,
    level: off > limitMs ? 'problem' : 'warning',
    text: `${(off / 1000).toFixed(0)} s ${direction} the clock of ${worst.source}`,
    advice: 'set the clock of this machine, best by NTP: leases, breakers and the times of news rest on it',
  };
}

/** Ours less theirs, from the `Date` header of an answer that came between two readings of our clock. */
export function skewOf(dateHeader: string | null, sentAt: number, answeredAt: number): number | null {
  const theirs = dateHeader === null ? Number.NaN : Date.parse(dateHeader);
  // The header is cut to whole seconds: half a second is the best guess of what was cut.
  return Number.isNaN(theirs) ? null : (sentAt + answeredAt) / 2 - (theirs + 500);
}
