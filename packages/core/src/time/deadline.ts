import { type Clock, millisecondsBetween } from '../contracts/clock.js';

/** One time budget, shared by everything that is done under it. */
export interface Deadline {
  /** Aborts with `reason()` when the time is over, or with the parent's reason when that aborts first. */
  readonly signal: AbortSignal;
  /** Milliseconds left, never negative. */
  remainingMs(): number;
  /** Does what is not to count: the time stands still meanwhile, and the parent still aborts. Once at a time. */
  pausing<T>(work: () => Promise<T>): Promise<T>;
  /** Ends the watch; leaves no timer and no listener behind. */
  dispose(): void;
}

/**
 * Starts a time budget, at once. Whoever starts it calls `dispose` when the work is done, also when it failed: or the timer stays
 * until the time is over, and the listener at `parent` for as long as that lives.
 *
 * The signal of a deadline that was disposed of aborts no more.
 */
export function startDeadline(clock: Clock, budgetMs: number, reason: () => Error, parent?: AbortSignal): Deadline {
  const controller = new AbortController();
  let start = clock.elapsed();
  let leftMs = budgetMs;
  let isPaused = false;
  let isDisposed = false;
  const onParentAbort = () => controller.abort(parent?.reason);
  if (parent?.aborted) onParentAbort();
  else parent?.addEventListener('abort', onParentAbort, { once: true });
  const expire = () => controller.abort(reason());
  let cancel = clock.after(budgetMs, expire);
  const remainingMs = () => Math.max(0, isPaused ? leftMs : leftMs - millisecondsBetween(start, clock.elapsed()));
  return {
    signal: controller.signal,
    remainingMs,
    async pausing(work) {
      leftMs = remainingMs();
      isPaused = true;
      cancel();
      try {
        return await work();
      } finally {
        isPaused = false;
        start = clock.elapsed();
        if (!isDisposed) cancel = clock.after(leftMs, expire);
      }
    },
    dispose() {
      isDisposed = true;
      cancel();
      parent?.removeEventListener('abort', onParentAbort);
    },
  };
}

/** The promise, or the signal's reason as soon as it aborts: also for work that does not look at the signal. */
export async function untilAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
