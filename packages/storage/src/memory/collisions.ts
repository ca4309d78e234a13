import { compareText, type EpochMs, type SourceCollisions } from '@ingest/core';
import type { MemoryData } from './data.js';

/** How many stories, published at or after an instant, one source delivered first and another one later. */
export function collisionsOf({ stories }: MemoryData, since: EpochMs): readonly SourceCollisions[] {
  const pairs = new Map<string, SourceCollisions>();
  for (const story of stories.values()) {
    if (story === null || story.publishedAt < since) continue;
    const { source: first, sources } = story;
    for (const later of sources.filter((source) => source !== first)) {
      const pair = JSON.stringify([first, later]);
      pairs.set(pair, { first, later, stories: (pairs.get(pair)?.stories ?? 0) + 1 });
    }
  }
  return [...pairs.values()].sort(
    (left, right) => compareText(left.first, right.first) || compareText(left.later, right.later),
  );
}
