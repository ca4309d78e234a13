import type { Cancel, Clock, EpochMs } from '../contracts/clock.js';

/** A clock that moves only when told to. */
export interface ManualClock extends Clock {
  /** Lets time pass: wall and monotonic; what falls due is called in order. Resolves when its consequences have run. */
  advance(ms: number): Promise<void>;
  /** Sets the wall clock, as an operator or NTP would; elapsed time goes on. */
  setWall(at: EpochMs): void;
  /** Waits and limits that are still open: a test can assert that none is left. */
  readonly pending: number;
}

interface Timer {
  readonly due: number;
  readonly call: () => void;
}

export function manualClock(start: EpochMs): ManualClock {
  let wall = start;
  let monotonic = 0;
  const timers = new Set<Timer>();
  const after = (ms: number, call: () => void): Cancel => {
    const timer = { due: monotonic + ms, call };
    timers.add(timer);
    return () => timers.delete(timer);
  };
  return {
    now: () => wall,
    elapsed: () => ({ monotonicMs: monotonic }),
    after,
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const cancel = after(ms, () => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        });
        const onAbort = () => {
          cancel();
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', onAbort, { once: true });
      }),
    async advance(ms) {
      const end = monotonic + ms;
      for (;;) {
        await settle();
        const next = [...timers].filter((timer) => timer.due <= end).sort((a, b) => a.due - b.due)[0];
        if (next === undefined) break;
        wall += next.due - monotonic;
        monotonic = next.due;
        timers.delete(next);
        next.call();
      }
      wall += end - monotonic;
      monotonic = end;
      await settle();
    },
    setWall(at) {
      wall = at;
    },
    get pending() {
      return timers.size;
    },
  };
}

/** More turns of the queue than any chain of promises in a run is long. */
const settlingTurns = 250;

/** Lets everything that is already decided run its course. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < settlingTurns; turn += 1) await Promise.resolve();
}
