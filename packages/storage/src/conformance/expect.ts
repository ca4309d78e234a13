import assert from 'node:assert/strict';
import { type ErrorCode, IngestError, type ItemQuery, type NewsItem, type PlacedPage, type Store } from '@ingest/core';

/** That an operation rejects with an error of this code, which says what to do. */
export async function rejectsWith(code: ErrorCode, work: Promise<unknown>): Promise<void> {
  await assert.rejects(work, (thrown) => {
    assert.ok(IngestError.is(thrown), `expected ${code}, got ${String(thrown)}`);
    assert.equal(thrown.code, code);
    return true;
  });
}

/** What a page turned out to hold, in numbers. */
export function counts({ newStories, duplicates, revised, collisions }: PlacedPage) {
  return { new: newStories.length, duplicates, revised, collisions };
}

export async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const row of rows) list.push(row);
  return list;
}

export async function headlines(store: Store, query: ItemQuery = {}): Promise<string[]> {
  return (await all(store.reading.items(query))).map(({ headline }) => headline);
}

/** The only story of the store. */
export async function onlyStory(store: Store): Promise<NewsItem> {
  const [story, ...others] = await all(store.reading.stories());
  assert.ok(story !== undefined && others.length === 0, 'expected exactly one story');
  return story;
}
