import type { Clock } from '@ingest/core';

/** What the work comes to, or what `late` says when that takes longer than `ms`. Leaves no timer behind; the work goes on alone. */
export async function inTime<T, L>(
  work: Promise<T>,
  ms: number,
  clock: Pick<Clock, 'after'>,
  late: () => L,
): Promise<T | L> {
  let cancel = () => {};
  const tooLate = new Promise<L>((resolve) => {
    cancel = clock.after(ms, () => resolve(late()));
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    cancel();
  }
}
