import type { EpochMs, Term } from '@ingest/core';

/** Whether a term has ended, or was begun by a clock that was ahead. */
export function isOver({ from, until }: Term, now: EpochMs): boolean {
  return now >= until || now < from;
}
