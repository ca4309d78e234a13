import { type EpochMs, parseInstant, type SourceItem, type Window } from '@ingest/core';

/** The time of the oldest item that has one; null when none has. */
export function oldestOf(items: readonly SourceItem[]): EpochMs | null {
  let oldest: EpochMs | null = null;
  for (const item of items) {
    const at = item.kind === 'candidate' ? parseInstant(item.candidate.publishedAt) : null;
    if (at !== null && (oldest === null || at < oldest)) oldest = at;
  }
  return oldest;
}

/** What is left of a window behind the oldest of these items; null where nothing says how far they reach. */
export function unreadBehind(items: readonly SourceItem[], window: Window | null): Window | null {
  const oldest = oldestOf(items);
  return oldest === null ? null : { from: Math.min(window?.from ?? oldest, oldest), to: oldest };
}
