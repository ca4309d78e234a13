import { compareText, type EpochMs, type SourceCollisions } from '@ingest/core';
import { inChunks } from '../shared/chunks.js';
import { listedFor } from './listed.js';
import { readStories } from './story.js';
import type { Table } from './table.js';

/** How many stories, published at or after an instant, one source delivered first and another one later. */
export async function collisionsSince(table: Table, since: EpochMs): Promise<readonly SourceCollisions[]> {
  const keys = [...new Set((await listedFor(table, { since })).map(({ storyKey }) => storyKey))];
  const pairs = new Map<string, SourceCollisions>();
  for await (const { story } of inChunks(keys, async (chunk) => [...(await readStories(table, chunk)).values()])) {
    const { record } = story;
    if (record === null || record.publishedAt < since) continue;
    const { source: first, sources } = record;
    for (const later of sources.filter((source) => source !== first)) {
      const pair = JSON.stringify([first, later]);
      pairs.set(pair, { first, later, stories: (pairs.get(pair)?.stories ?? 0) + 1 });
    }
  }
  return [...pairs.values()].sort(
    (left, right) => compareText(left.first, right.first) || compareText(left.later, right.later),
  );
}
