import { describe, expect, test } from 'vitest';
import { numbered, page } from '../../src/conformance/build.js';
import { createPostgresStore } from '../../src/postgres/index.js';
import { schemaVersion } from '../../src/postgres/schema.js';
import { readMigrations } from '../../src/shared/migrate.js';
import { hasPostgres, openPostgres, sharedPool, temporarySchema } from '../support/postgres.js';

const query = (sql: string) => sharedPool().query(sql);

async function tablesOf(schema: string): Promise<number> {
  return (await query(`SELECT FROM pg_tables WHERE schemaname = '${schema}'`)).rowCount ?? 0;
}

describe.skipIf(!(await hasPostgres()))('opening a Postgres store', () => {
  test('by four at once makes one, and all of them work', async () => {
    const schema = temporarySchema();
    const stores = Array.from({ length: 4 }, () => createPostgresStore({ pool: sharedPool(), schema }));
    await Promise.all(stores.map((store) => store.open({ create: true })));
    const made = await Promise.all(stores.map((store) => store.articles.commitPage(page([numbered(1)]))));
    expect(made.map(({ newStories }) => newStories.length).sort()).toEqual([0, 0, 0, 1]);
    expect((await stores[0]?.maintenance.check())?.problems).toEqual([]);
    await Promise.all(stores.map((store) => store.close()));
  });

  test('that fails in the middle leaves nothing behind, and works when the reason is gone', async () => {
    const schema = temporarySchema();
    // A type of this name keeps the last view from being made.
    await query(`CREATE SCHEMA "${schema}"; CREATE TYPE "${schema}".story_keys AS ENUM ()`);
    const store = createPostgresStore({ pool: sharedPool(), schema });
    await expect(store.open({ create: true })).rejects.toMatchObject({ code: expect.stringMatching(/^STORE_/) });
    expect(await tablesOf(schema)).toBe(0);
    await query(`DROP TYPE "${schema}".story_keys`);
    await store.open({ create: true });
    expect(await store.reading.countItems({})).toBe(0);
    await store.close();
  });

  test('brings an older schema up to date, by readers too', async () => {
    const schema = temporarySchema();
    const [tables] = await readMigrations('postgres', schemaVersion);
    const sql = tables?.sql.replaceAll('"ingest".', `"${schema}".`);
    await query(`CREATE SCHEMA "${schema}"; ${sql}; INSERT INTO "${schema}".store VALUES ('ingest', 1, 7)`);
    const { store } = await openPostgres({ schema });
    expect(await store.maintenance.check()).toMatchObject({ schemaVersion, problems: [] });
    // What stood there stays.
    expect(await store.reading.countEventsEver()).toBe(7);
  });

  test('of a store without sentiment keeps its stories, and the views that users made over ours', async () => {
    const schema = temporarySchema();
    const older = (await readMigrations('postgres', schemaVersion)).slice(0, 2);
    const sql = older.map((one) => one.sql.replaceAll('"ingest".', `"${schema}".`)).join(';\n');
    await query(`CREATE SCHEMA "${schema}"; ${sql}; INSERT INTO "${schema}".store VALUES ('ingest', 2, 0);
      INSERT INTO "${schema}".stories (story_key, identity, headline, published_at, ingested_at, source, is_failover,
        tickers, tags, sources, publishers, revision, words)
      VALUES ('\\x00112233445566778899aabbccddeeff', 'v1', 'Old', 1, 2, 'tiingo', false, '[]', '[]', '["tiingo"]', '[]', 0, '{old}');
      CREATE VIEW "${schema}".mine AS SELECT story_key, sentiment_score, sentiment_label FROM "${schema}".news`);
    const { store } = await openPostgres({ schema });
    expect(await store.maintenance.check()).toMatchObject({ schemaVersion, stories: 1 });
    expect((await query(`SELECT * FROM "${schema}".mine`)).rows).toEqual([
      { story_key: '00112233445566778899aabbccddeeff', sentiment_score: null, sentiment_label: null },
    ]);
  });

  test('waits for the migration of another process, longer than for any other lock', async () => {
    const schema = temporarySchema();
    const opened = await Promise.all([
      openPostgres({ schema, busyTimeoutMs: 1 }),
      openPostgres({ schema, busyTimeoutMs: 1 }),
    ]);
    expect(opened).toHaveLength(2);
  });

  test.each(['My "News"', "it's"])('works in a schema that is called %j', async (name) => {
    const schema = `${temporarySchema().slice(0, 20)} ${name}`;
    try {
      const { store } = await openPostgres({ schema });
      await store.articles.commitPage(page([numbered(1)]));
      expect(await store.maintenance.check()).toMatchObject({ stories: 1, problems: [] });
    } finally {
      await query(`DROP SCHEMA "${schema.replaceAll('"', '""')}" CASCADE`);
    }
  });
});
