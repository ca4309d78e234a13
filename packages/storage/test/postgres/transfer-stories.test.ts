import { describe, expect, test } from 'vitest';
import { fillStore } from '../../src/conformance/transfer-content.js';
import { rowsOf } from '../../src/conformance/transfer-steps.js';
import { readStories, writeStories } from '../../src/postgres/transfer-stories.js';
import { hasPostgres, inSession, openPostgres, sharedPool } from '../support/postgres.js';

describe.skipIf(!(await hasPostgres()))('stories that are moved', () => {
  test('come in the order of their rows, with their numbers, behind one and at most so many', async () => {
    const { store, schema } = await openPostgres();
    await fillStore(store);
    const read = (after: number, limit: number) => inSession(schema, (session) => readStories(session, after, limit));
    const all = await read(0, 100);
    expect(all.length).toBeGreaterThan(5);
    const [, second] = all;
    expect(await read(second?.id ?? 0, 3)).toEqual(all.slice(2, 5));
    expect(await read(all.at(-1)?.id ?? 0, 3)).toEqual([]);
  });

  test('fill the tables of another schema as they were, row by row', async () => {
    const [from, to] = [await openPostgres(), await openPostgres()];
    await fillStore(from.store);
    const stories = await rowsOf(from.store, 'stories');
    await inSession(to.schema, (session) => writeStories(session, stories));
    const numbered = (schema: string, table: string) =>
      `(SELECT *, row_number() OVER (ORDER BY id) AS number FROM "${schema}".${table}) AS ${table}`;
    const rowsIn = async ({ schema }: typeof from, select: string, table: string, order: string) => {
      const joined =
        table === 'stories' ? '' : ` JOIN ${numbered(schema, 'stories')} ON stories.id = ${table}.story_id`;
      const of = table === 'stories' || table === 'articles' ? numbered(schema, table) : `"${schema}".${table}`;
      return (await sharedPool().query(`SELECT ${select} FROM ${of}${joined} ORDER BY ${order}`)).rows;
    };
    for (const [select, table, order] of [
      [
        'number, story_key, headline, tickers, sources, publishers, words, published_at, is_failover, sentiment',
        'stories',
        'number',
      ],
      ['stories.number, day, key', 'known_keys', 'day, key'],
      ['stories.number, day, key, word_sums', 'lookups', 'day, key, stories.number'],
      ['stories.number, ticker', 'story_tickers', 'ticker, stories.number'],
      [
        'stories.number, articles.source, source_id, articles.headline, joined_by, first_seen_at, articles.tags, articles.sentiment',
        'articles',
        'stories.number, articles.number',
      ],
    ] as const)
      expect(await rowsIn(to, select, table, order), table).toEqual(await rowsIn(from, select, table, order));
  });

  test('are nothing to write when there are none', async () => {
    const { schema } = await openPostgres();
    await inSession(schema, (session) => writeStories(session, []));
    expect(await inSession(schema, (session) => readStories(session, 0, 1))).toEqual([]);
  });
});
