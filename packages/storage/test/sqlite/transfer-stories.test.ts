import { expect, test } from 'vitest';
import { fillStore } from '../../src/conformance/transfer-content.js';
import { rowsOf } from '../../src/conformance/transfer-steps.js';
import { readStories, writeStories } from '../../src/sqlite/transfer-stories.js';
import { storeInMemory } from '../support/memory-database.js';

test('stories come in the order of their rows, with their numbers, behind one and at most so many', async () => {
  const { store, database } = await storeInMemory();
  await fillStore(store);
  const all = readStories(database, 0, 100);
  expect(all.map(({ id }) => id)).toEqual(all.map((_, at) => at + 1));
  expect(readStories(database, 2, 3)).toEqual(all.slice(2, 5));
  expect(readStories(database, all.length, 3)).toEqual([]);
});

test('tables of another file are filled as they were, row by row', async () => {
  const [from, to] = [await storeInMemory(), await storeInMemory()];
  await fillStore(from.store);
  writeStories(to.database, await rowsOf(from.store, 'stories'));
  const rowsIn = ({ database }: typeof from, sql: string) => database.prepare(sql).raw().all();
  for (const sql of [
    'SELECT * FROM stories ORDER BY id',
    'SELECT * FROM known_keys ORDER BY day, key',
    'SELECT * FROM scores ORDER BY story_id, number',
    'SELECT * FROM lookups ORDER BY day, key, story_id',
    'SELECT ticker, story_id FROM story_tickers ORDER BY ticker, story_id',
    `SELECT story_id, source, source_id, day, dedup_key, published_at, first_seen_at, tickers, tags, headline, description,
      url, publisher, joined_by, sentiment FROM articles ORDER BY story_id, id`,
    `SELECT source, source_id, seen_at, replaced_at, revisions.headline FROM revisions
      JOIN articles ON articles.id = article_id ORDER BY revisions.id`,
  ])
    expect(rowsIn(to, sql), sql).toEqual(rowsIn(from, sql));
});
