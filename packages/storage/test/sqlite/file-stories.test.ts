import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { minute, numbered, page } from '../../src/conformance/build.js';
import { counts } from '../../src/conformance/expect.js';
import { readMigrations } from '../../src/shared/migrate.js';
import { fileOldStories, hasUnfiledStories } from '../../src/sqlite/file-stories.js';
import { createSqliteStore } from '../../src/sqlite/index.js';
import { migrate, schemaVersion } from '../../src/sqlite/schema.js';
import { makeOlderStore } from '../support/older-store.js';
import { makeStore } from '../support/store-files.js';
import { temporaryDirectory } from '../support/subjects.js';

/** What is filed of each story, by its key: lookup keys, publishers, the tags of its articles. */
function filedIn(path: string): unknown[] {
  const database = new Database(path, { readonly: true });
  const rows = database
    .prepare(
      `SELECT hex(story_key), publishers,
        (SELECT group_concat(key || ' ' || day || ' ' || word_sums, ',' ORDER BY key) FROM lookups WHERE story_id = stories.id),
        (SELECT group_concat(tags, ',') FROM articles WHERE story_id = stories.id)
      FROM stories ORDER BY story_key`,
    )
    .raw()
    .all();
  database.close();
  return rows;
}

/** A store of the schema before lookup keys, brought to the newest tables, with nothing filed yet. */
async function unfiled(path: string): Promise<Database.Database> {
  await makeOlderStore(path, 3);
  const database = new Database(path);
  migrate(database, await readMigrations('sqlite', schemaVersion), path);
  return database;
}

test('an older store is filed by opening it as one that was made anew', async () => {
  const directory = temporaryDirectory();
  const [older, newest] = [join(directory, 'older.db'), join(directory, 'newest.db')];
  await makeStore(newest);
  await makeOlderStore(older, 3);
  const store = createSqliteStore({ path: older });
  await store.open({ create: false });
  expect((await store.maintenance.check()).problems).toEqual([]);
  const labelled = numbered(3, { sourceId: 'new', headline: `Wirepost: ${numbered(3).headline}` });
  expect(
    counts(await store.articles.commitPage(page([{ ...labelled, publishedAt: labelled.publishedAt + minute }]))),
  ).toEqual({
    new: 0,
    duplicates: 1,
    revised: 0,
    collisions: 0,
  });
  await store.close();
  expect(filedIn(older).length).toBe(filedIn(newest).length);
  await makeOlderStore(join(directory, 'again.db'), 3);
  const again = createSqliteStore({ path: join(directory, 'again.db') });
  await again.open({ create: false });
  await again.close();
  expect(filedIn(join(directory, 'again.db'))).toEqual(filedIn(newest));
});

test('what was begun goes on where it stopped, by whoever opens the store', async () => {
  const path = join(temporaryDirectory(), 'news.db');
  const database = await unfiled(path);
  expect(hasUnfiledStories(database)).toBe(true);
  expect(fileOldStories(database, 7)).toBe(true);
  const filed = () => database.prepare('SELECT count(DISTINCT story_id) FROM lookups').pluck().get();
  expect(filed()).toBe(7);
  // The newest first: they are what comes in now is matched with.
  expect(database.prepare('SELECT min(story_id) FROM lookups').pluck().get()).toBe(14);
  database.close();
  const stores = Array.from({ length: 3 }, () => createSqliteStore({ path }));
  await Promise.all(stores.map((store) => store.open({ create: false })));
  for (const store of stores) await store.close();
  const after = new Database(path);
  expect(hasUnfiledStories(after)).toBe(false);
  expect(fileOldStories(after)).toBe(false);
  expect(after.prepare('SELECT count(DISTINCT story_id) FROM lookups').pluck().get()).toBe(20);
  after.close();
});

test('a new store has nothing to file', async () => {
  const path = join(temporaryDirectory(), 'news.db');
  await makeStore(path);
  const database = new Database(path);
  expect(hasUnfiledStories(database)).toBe(false);
  database.close();
});
