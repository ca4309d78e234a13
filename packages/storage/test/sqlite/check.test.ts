import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { article, minute, noon, notification, numbered, page, tickers } from '../../src/conformance/build.js';
import { announce } from '../../src/conformance/outbox-steps.js';
import { createSqliteStore } from '../../src/sqlite/index.js';
import { storeInMemory } from '../support/memory-database.js';
import { makeStore } from '../support/store-files.js';
import { temporaryDirectory } from '../support/subjects.js';

async function filled() {
  const { store, database } = await storeInMemory();
  await store.articles.commitPage(
    page([article(), article({ source: 'finnhub', publishedAt: noon + minute }), numbered(1, { sourceId: null })]),
  );
  await store.articles.commitPage(page([numbered(2, { tickers: tickers('BELT', 'DUNM') })]));
  await store.registers.change('quota', () => ({ after: { used: 1 }, result: null }));
  await announce(store, notification(), notification({ eventId: 'event-2' }));
  await store.outbox.drop({ eventId: 'event-2' }, noon);
  return { store, database };
}

describe('a check', () => {
  test('finds nothing wrong with a store that is right, pruned stories included', async () => {
    const { store } = await filled();
    expect(await store.maintenance.check()).toEqual({ schemaVersion: 7, stories: 3, articles: 4, problems: [] });
    await store.maintenance.prune({ eventsBefore: 0, storiesBefore: noon + minute });
    expect(await store.maintenance.check()).toEqual({ schemaVersion: 7, stories: 2, articles: 2, problems: [] });
  });

  test.each([
    ['every row refers to one that is there', 'UPDATE articles SET story_id = 99 WHERE id = 2'],
    ['every story has its own key', 'UPDATE stories SET story_key = (SELECT story_key FROM stories WHERE id = 1)'],
    ['every key of a story leads to it', 'UPDATE known_keys SET story_id = 2 WHERE story_id = 1'],
    ['every key of a story leads to it', 'DELETE FROM known_keys WHERE story_id = 1'],
    ['every story has an article', 'DELETE FROM articles WHERE story_id = 2'],
    ['every story shows one of its articles', 'UPDATE articles SET headline = NULL'],
    ['every story shows one of its articles', "UPDATE articles SET headline = 'own'"],
    ['every story shows its earliest article', 'UPDATE articles SET published_at = 1 WHERE id = 2'],
    ['every story names the sources that carried it', "UPDATE stories SET sources = '[]' WHERE id = 1"],
    ['every story names the sources that carried it', `UPDATE stories SET sources = '["a","tiingo"]' WHERE id = 2`],
    ['every story names the tickers of its articles', "UPDATE articles SET tickers = '[]' WHERE id = 4"],
    ['every story names the tickers of its articles', `UPDATE articles SET tickers = '["ELSE"]' WHERE id = 1`],
    ['every story is found by its tickers', "DELETE FROM story_tickers WHERE ticker = 'DUNM'"],
    ['every story is found by its tickers', "INSERT INTO story_tickers VALUES (1, 'ELSE', 2)"],
    ['every story shows the sentiment that is known of it', `UPDATE stories SET sentiment = '{"rank":0}' WHERE id = 1`],
    ['every story and article has its sentiment in JSON', "UPDATE stories SET sentiment = 'text' WHERE id = 1"],
    ['every story and article has its sentiment in JSON', "UPDATE articles SET sentiment = '{' WHERE id = 2"],
    ['every register has a value in JSON', "UPDATE registers SET value = '{'"],
    ['every delivery has a message in JSON', "UPDATE outbox SET message = 'text' WHERE event_id = 'event-1'"],
    ['every delivery is in a state that is known', "UPDATE outbox SET state = 'sent' WHERE event_id = 'event-1'"],
    ['every delivery counts its attempts', 'UPDATE outbox SET attempts = -1'],
    ['every delivery counts its attempts', "UPDATE outbox SET attempts = 'once'"],
    ['every delivery says when it was settled', "UPDATE outbox SET settled_at = NULL WHERE state = 'dropped'"],
    ['every delivery says when it was settled', "UPDATE outbox SET settled_at = 5 WHERE state = 'pending'"],
    ['every delivery is claimed only while it is pending', 'UPDATE outbox SET claim_from = 1, claim_until = 2'],
    ['every delivery has both ends of its terms', 'UPDATE outbox SET waits_until = 2'],
    ['every delivery has both ends of its terms', "UPDATE outbox SET claim_from = 2 WHERE state = 'pending'"],
    ['the full-text index holds the text of the stories', "INSERT INTO news_search(rowid, headline) VALUES (99, 'x')"],
  ])('finds that not: %s (%s)', async (rule, damage) => {
    const { store, database } = await filled();
    database.pragma('foreign_keys = OFF');
    database.exec(damage);
    const { problems } = await store.maintenance.check();
    expect(problems.join('\n')).toContain(`${rule}: `);
  });

  test('names every part of the schema that is missing, and goes on with what is there', async () => {
    const { store, database } = await filled();
    database.exec('DROP INDEX stories_by_time; DROP VIEW news; DROP TRIGGER news_search_insert');
    expect(await store.maintenance.check()).toEqual({
      schemaVersion: 7,
      stories: 3,
      articles: 4,
      problems: [
        'the index stories_by_time is missing',
        'the trigger news_search_insert is missing',
        'the view news is missing',
      ],
    });
  });

  test('counts nothing where a table is missing', async () => {
    const { store, database } = await filled();
    database.exec('DROP TABLE registers');
    expect(await store.maintenance.check()).toEqual({
      schemaVersion: 7,
      stories: 0,
      articles: 0,
      problems: ['the table registers is missing'],
    });
  });

  test('says what SQLite says of a damaged file, and counts nothing of it', async () => {
    const path = join(temporaryDirectory(), 'news.db');
    await makeStore(path);
    const bytes = readFileSync(path);
    bytes.fill(0xff, bytes.length - 4096);
    writeFileSync(path, bytes);
    const database = new Database(path);
    const store = createSqliteStore({ database });
    await store.open({ create: false });
    const { stories, articles, problems } = await store.maintenance.check();
    expect([stories, articles]).toEqual([0, 0]);
    expect(problems.join()).toMatch(/page|malformed/);
    expect(problems.join()).not.toMatch(/\n|\*\*\*/);
    database.close();
  });
});
