import type { Clock, EpochMs } from '@ingest/core';

/**
 * A clock that no time passes on by itself: it jumps to the end of each wait, and to where it is told. In whole
 * milliseconds, parts rounded up, so that two machines read the same.
 */
export interface ReplayClock extends Clock {
  /** Lets time pass up to an instant; what falls due on the way is called, in order. Never goes back. */
  advanceTo(at: EpochMs): void;
  /** Sets the wall time to a later instant; elapsed time stands still, so nothing falls due. Never goes back. */
  skipTo(at: EpochMs): void;
  /** When the next of the calls that `after` was asked for is due; null when there is none. */
  readonly nextDue: EpochMs | null;
}

interface Timer {
  readonly due: number;
  readonly call: () => void;
}

export function createReplayClock(start: EpochMs): ReplayClock {
  if (!Number.isSafeInteger(start)) throw new RangeError(`start must be in whole milliseconds, not ${start}`);
  /** Wall time is this and the elapsed time. */
  let origin = start;
  let elapsed = 0;
  const timers = new Set<Timer>();

  function next(): Timer | null {
    let first: Timer | null = null;
    // In the order in which they were asked for, so that of two that are due together the earlier one goes first.
    for (const timer of timers) if (first === null || timer.due < first.due) first = timer;
    return first;
  }

  function pass(until: number, isOver: () => boolean = () => false): void {
    for (let timer = next(); timer !== null && timer.due <= until; timer = next()) {
      timers.delete(timer);
      elapsed = Math.max(elapsed, timer.due);
      timer.call();
      if (isOver()) return;
    }
    elapsed = Math.max(elapsed, until);
  }

  return {
    now: () => origin + elapsed,
    elapsed: () => ({ monotonicMs: elapsed }),
    async wait(ms, signal) {
      signal?.throwIfAborted();
      // A limit that falls due during the wait ends it there.
      pass(elapsed + wholeMs(ms), () => signal?.aborted ?? false);
      signal?.throwIfAborted();
    },
    after(ms, call) {
      const timer = { due: elapsed + wholeMs(ms), call };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advanceTo: (at) => pass(elapsed + wholeMs(at - origin - elapsed)),
    skipTo(at) {
      origin += wholeMs(at - origin - elapsed);
    },
    get nextDue() {
      const timer = next();
      return timer === null ? null : origin + Math.max(elapsed, timer.due);
    },
  };
}

function wholeMs(ms: number): number {
  return Math.ceil(Math.max(0, ms));
}
