import { describe, expect, test } from 'vitest';
import {
  article,
  concluding,
  event,
  noon,
  notification,
  numbered,
  page,
  tickers,
} from '../../src/conformance/build.js';
import { hasPostgres, openPostgres, sharedPool } from '../support/postgres.js';

const wrong: readonly (readonly [rule: string, sql: string])[] = [
  [
    'every row refers to one that is there',
    `INSERT INTO s.revisions (article_id, seen_at, replaced_at, headline) VALUES (99, 1, 2, 'a')`,
  ],
  [
    'every row refers to one that is there',
    `INSERT INTO s.scores (story_id, at, model, is_preferred) VALUES (99, 1, 'a@1', false)`,
  ],
  [
    'every story has its own key',
    'UPDATE s.stories SET story_key = (SELECT story_key FROM s.stories ORDER BY id LIMIT 1)',
  ],
  ['every key of a story leads to it', 'DELETE FROM s.known_keys'],
  ['every story has an article', 'DELETE FROM s.articles WHERE story_id = (SELECT max(id) FROM s.stories)'],
  ['every story shows one of its articles', `UPDATE s.articles SET headline = 'own'`],
  ['every story shows its earliest article', 'UPDATE s.articles SET published_at = published_at - 1'],
  ['every story names the sources that carried it', `UPDATE s.stories SET sources = '["other"]'`],
  ['every story names the tickers of its articles', `UPDATE s.articles SET tickers = '["OTHER"]'`],
  ['every story is found by its tickers', 'DELETE FROM s.story_tickers'],
  ['every story is found by its words', `UPDATE s.stories SET words = '{other}'`],
  [
    'every story shows the sentiment that is known of it',
    `INSERT INTO s.scores (story_id, at, model, opinion, is_preferred)
    SELECT id, 1, 'a@1', '{"score": 1, "confidence": null}', false FROM s.stories`,
  ],
  ['every register has a value in JSON', `INSERT INTO s.registers VALUES ('a', 'no JSON')`],
  ['every delivery has a message in JSON', `UPDATE s.outbox SET message = 'no JSON'`],
  ['every delivery is in a state that is known', `UPDATE s.outbox SET state = 'lost'`],
  ['every delivery counts its attempts', 'UPDATE s.outbox SET attempts = -1'],
  ['every delivery says when it was settled', `UPDATE s.outbox SET state = 'dead'`],
  [
    'every delivery is claimed only while it is pending',
    `UPDATE s.outbox SET state = 'dead', settled_at = 1, claim_from = 1, claim_until = 2`,
  ],
  ['every delivery has both ends of its terms', 'UPDATE s.outbox SET waits_from = 1'],
  ['the index stories_by_word is missing or not valid', 'DROP INDEX s.stories_by_word'],
  ['the table watermarks is missing', 'DROP TABLE s.watermarks'],
  ['the table stories lacks the column url', 'DROP VIEW s.news; ALTER TABLE s.stories DROP COLUMN url'],
  ['the view news_tickers is missing', 'DROP VIEW s.news_tickers'],
  ['the table lookups has lost its primary key', 'ALTER TABLE s.lookups DROP CONSTRAINT lookups_day_key_story_id_pk'],
];

describe.skipIf(!(await hasPostgres()))('a check of a Postgres store', () => {
  test.each(wrong)('finds out that not %s', async (rule, sql) => {
    const { store, schema } = await openPostgres();
    await store.articles.commitPage(page([article({ tickers: tickers('CLDR') }), numbered(1)]));
    await store.articles.commitPage(concluding({ event: event(), notifications: [notification()] }));
    expect(await store.maintenance.check()).toMatchObject({ stories: 2, articles: 2, problems: [] });
    await sharedPool().query(sql.replaceAll(/\bs\./g, `"${schema}".`));
    expect((await store.maintenance.check()).problems.join('\n')).toContain(rule);
  });

  test('leaves to the user what else is in the schema', async () => {
    const { store, schema } = await openPostgres();
    await sharedPool().query(
      `CREATE TABLE "${schema}".mine (id int); CREATE VIEW "${schema}".my_news AS SELECT 1 AS one`,
    );
    await store.maintenance.prune({ eventsBefore: noon, storiesBefore: noon });
    expect((await store.maintenance.check()).problems).toEqual([]);
  });
});
