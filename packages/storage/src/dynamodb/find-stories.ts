import type { StoryKey } from '@ingest/core';
import { readStoryText } from '../shared/story-text.js';
import { articlesOfId, storyRowKey } from './story.js';
import type { Table } from './table.js';

/** The own keys of the stories that a text leads to, sorted. */
export async function findStories(table: Table, text: string): Promise<readonly StoryKey[]> {
  const { key, keyStart, sourceId, named } = readStoryText(text);
  const found = new Set<StoryKey>();
  for (const row of await table.queryAll(articlesOfId(sourceId))) found.add(row.story as StoryKey);
  if (named !== null) {
    const row = await table.get({ pk: articlesOfId(named.sourceId), sk: named.source || noSource });
    if (row !== null) found.add(row.story as StoryKey);
  }
  if (key !== null) for (const own of await leadingTo(table, key)) found.add(own);
  if (found.size === 0 && keyStart !== null) for (const own of await leadingTo(table, keyStart)) found.add(own);
  return [...found].sort();
}

/** No part of a key may be empty, and no source has this name. */
const noSource = '\u0000';

/** The own keys of the stories to which keys lead that begin so. */
async function leadingTo(table: Table, start: string): Promise<readonly StoryKey[]> {
  const rows = await table.queryAll(storyRowKey(start as StoryKey).pk, { beginsWith: start });
  return rows.map(({ sk, leadsTo }) => (leadsTo ?? sk) as StoryKey);
}
