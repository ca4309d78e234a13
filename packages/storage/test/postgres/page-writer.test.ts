import { dayNumber, IDENTITY_VERSION, storyKey } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { article, minute, noon, numbered, page, tickers } from '../../src/conformance/build.js';
import { countedStore, hasPostgres, openPostgres, sharedPool } from '../support/postgres.js';

describe.skipIf(!(await hasPostgres()))('writing a page', () => {
  test('keeps a text once: in the story for the article that it shows, else in the article', async () => {
    const { store, schema } = await openPostgres();
    const texts = async () =>
      (await sharedPool().query(`SELECT source_id, description FROM "${schema}".articles ORDER BY id`)).rows;
    const [late, early] = [
      article({ sourceId: 'late', publishedAt: noon + 1 }),
      article({ sourceId: 'early', description: 'Early.' }),
    ];
    await store.articles.commitPage(page([late]));
    expect(await texts()).toEqual([{ source_id: 'late', description: null }]);
    await store.articles.commitPage(page([early]));
    expect(await texts()).toEqual([
      { source_id: 'late', description: late.description },
      { source_id: 'early', description: null },
    ]);
  });

  test('keeps two texts of one article in one page, each with its time', async () => {
    const { store, schema } = await openPostgres();
    await store.articles.commitPage(page([article({ description: 'first' })], { at: noon }));
    const again = ['second', 'third'].map((description) => article({ description }));
    await store.articles.commitPage(page(again, { at: noon + minute }));
    const { rows } = await sharedPool().query(
      `SELECT seen_at::float8, replaced_at::float8, description FROM "${schema}".revisions ORDER BY id`,
    );
    expect(rows).toEqual([
      { seen_at: noon, replaced_at: noon + minute, description: 'first' },
      { seen_at: noon + minute, replaced_at: noon + minute, description: 'second' },
    ]);
  });

  test('takes as many questions with scores as without', async () => {
    const { schema, questionsOf } = await countedStore();
    const articles = [numbered(0), numbered(1)];
    const opinions = new Map(articles.map(({ headline }) => [headline, { score: 0.5, confidence: null }]));
    await questionsOf(page([numbered(2), numbered(3)]));
    const without = await questionsOf(page([numbered(4), numbered(5)]));
    expect(await questionsOf(page(articles, { scores: { model: 'lexicon@1', opinions } }))).toBe(without);
    const { rows } = await sharedPool().query(`SELECT count(*)::int AS scores FROM "${schema}".scores`);
    expect(rows).toEqual([{ scores: 2 }]);
  });

  test('files stories and articles under their day, with the rule of their key', async () => {
    const { store, schema } = await openPostgres();
    await store.articles.commitPage(page([article({ tickers: tickers('BELT', 'CLDR') }), article({ sourceId: '2' })]));
    const [day, key] = [dayNumber(noon), storyKey(article())];
    const rowsOf = async (sql: string) => (await sharedPool().query(sql.replace('FROM ', `FROM "${schema}".`))).rows;
    expect(await rowsOf("SELECT identity, encode(story_key, 'hex') AS key FROM stories")).toEqual([
      { identity: IDENTITY_VERSION, key },
    ]);
    expect(await rowsOf("SELECT day, encode(key, 'hex') AS key FROM known_keys")).toEqual([{ day, key }]);
    expect(await rowsOf('SELECT day, ticker FROM story_tickers ORDER BY ticker')).toEqual([
      { day, ticker: 'BELT' },
      { day, ticker: 'CLDR' },
    ]);
    expect((await rowsOf('SELECT day FROM lookups')).length).toBeGreaterThan(1);
  });
});
