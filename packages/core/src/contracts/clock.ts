/** Wall time: milliseconds since 1970 in UTC. May jump when the machine's clock is set. */
export type EpochMs = number;

/** A monotonic reading; only the difference of two has a meaning. Its own type, so that it is never taken for wall time. */
export interface Elapsed {
  readonly monotonicMs: number;
}

export type Cancel = () => void;

/** Time, handed in. Core reads no other clock and starts no other timer. */
export interface Clock {
  /** Wall time now. */
  now(): EpochMs;
  /** A monotonic reading, for durations and deadlines. */
  elapsed(): Elapsed;
  /** Resolves after `ms`; rejects with the signal's reason at once when it aborts, and leaves no timer behind. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
  /** Calls back once after `ms` unless cancelled. A limit, not work: it keeps no process alive. */
  after(ms: number, callback: () => void): Cancel;
}

/** Chance, handed in. */
export interface Chance {
  /** A number from 0 (included) to 1 (excluded). */
  next(): number;
}

/** Milliseconds from `start` to `end`, never negative. */
export function millisecondsBetween(start: Elapsed, end: Elapsed): number {
  return Math.max(0, end.monotonicMs - start.monotonicMs);
}
