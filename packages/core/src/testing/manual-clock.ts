import type { Cancel, Clock, EpochMs } from '../contracts/clock.js';

/** A clock that moves only when told to. */
export interface ManualClock extends Clock {
  /** Lets time pass: wall and monotonic; what falls due is called in order. Resolves when its consequences have run. */
  advance(ms: number): Promise<void>;
  /**
   * Lets time pass, from one moment at which something falls due to the next, until the work is over; answers with what it
   * came to. `idle` resolves when nothing is under way that goes on without the clock, such as a file that is being written.
   * Default: nothing ever is. Rejects with a RangeError when nothing is due and the work is not over.
   */
  until<T>(work: Promise<T>, idle?: () => Promise<void>): Promise<T>;
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
  function call(timer: Timer): void {
    wall += timer.due - monotonic;
    monotonic = timer.due;
    timers.delete(timer);
    timer.call();
  }
  async function advance(ms: number): Promise<void> {
    const end = monotonic + ms;
    for (;;) {
      await settle();
      const next = first(timers);
      if (next === undefined || next.due > end) break;
      call(next);
    }
    wall += end - monotonic;
    monotonic = end;
    await settle();
  }
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
    advance,
    async until(work, idle = async () => {}) {
      const progress = { isOver: false };
      const ends = () => {
        progress.isOver = true;
      };
      work.then(ends, ends);
      for (;;) {
        await settle();
        await idle();
        if (progress.isOver) return work;
        const next = first(timers);
        if (next === undefined) throw new RangeError('nothing is due, and what is waited for is not over');
        call(next);
      }
    },
    setWall(at) {
      wall = at;
    },
    get pending() {
      return timers.size;
    },
  };
}

/** What falls due first; of two that fall due together the one that was asked for first. */
function first(timers: ReadonlySet<Timer>): Timer | undefined {
  let next: Timer | undefined;
  for (const timer of timers) if (next === undefined || timer.due < next.due) next = timer;
  return next;
}

/** More turns of the queue than any chain of promises in a run is long. */
const settlingTurns = 250;

/** Lets everything that is already decided run its course. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < settlingTurns; turn += 1) await Promise.resolve();
}
