import type { Chance, Clock } from '../contracts/clock.js';

/** The machine's clock, for callers to hand in. The only place in core that reads the time or starts a timer. */
export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    elapsed: () => ({ monotonicMs: performance.now() }),
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const onAbort = () => {
          clearTimeout(timer);
          reject(signal?.reason);
        };
        const timer = setTimeout(() => {
          signal?.removeEventListener('abort', onAbort);
          resolve();
        }, ms);
        signal?.addEventListener('abort', onAbort, { once: true });
      }),
    after: (ms, callback) => {
      const timer = setTimeout(callback, ms);
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}

/** The machine's chance, for callers to hand in. */
export function systemChance(): Chance {
  return { next: () => Math.random() };
}
