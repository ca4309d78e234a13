import { describe, expect, test } from 'vitest';
import { differencesOf, shippedSchema } from '../../src/sqlite/compare-schema.js';
import { storeInMemory } from '../support/memory-database.js';

const afterwards = async (sql: string) => {
  const { database } = await storeInMemory();
  database.pragma('foreign_keys = OFF');
  database.exec(sql);
  return differencesOf(database, await shippedSchema()).map(({ words }) => words);
};

describe('the schema of a store', () => {
  test('is what the migrations make', async () => {
    expect(await afterwards('')).toEqual([]);
    expect((await shippedSchema()).map(({ type }) => type)).toEqual(
      expect.arrayContaining(['table', 'index', 'view', 'trigger']),
    );
  });

  test.each([
    ['a table', 'DROP TABLE outbox', ['the table outbox is missing']],
    ['an index', 'DROP INDEX stories_by_time', ['the index stories_by_time is missing']],
    ['a view', 'DROP VIEW news', ['the view news is missing']],
    ['a trigger', 'DROP TRIGGER news_search_update', ['the trigger news_search_update is missing']],
  ])('lacks %s that was dropped', async (_, sql, words) => {
    expect(await afterwards(sql)).toEqual(expect.arrayContaining(words));
  });

  test('is another when something was made anew in another way', async () => {
    expect(await afterwards('DROP VIEW news; CREATE VIEW news AS SELECT 1')).toEqual([
      'the view news is another than the one that this program makes',
    ]);
    expect(await afterwards('ALTER TABLE gaps ADD more text')).toEqual([
      'the table gaps is another than the one that this program makes',
    ]);
  });

  test('may have more: what users add is their own', async () => {
    expect(await afterwards('CREATE VIEW mine AS SELECT 1; CREATE INDEX own ON stories (source); ANALYZE')).toEqual([]);
  });
});
