import type { PlacedPage } from '@ingest/core';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { event, nothingConcluded, notification, numbered, page } from '../../src/conformance/build.js';
import { all } from '../../src/conformance/expect.js';
import { createPostgresStore } from '../../src/postgres/index.js';
import { hasPostgres, openPostgres, serverUrl, sharedPool, temporarySchema } from '../support/postgres.js';
import { startProxy } from '../support/postgres-proxy.js';

const articles = Array.from({ length: 10 }, (_, index) => numbered(index));
const quick = { reconnectMs: 2_000 };

/** Announces what is new; does something else when it is asked for the first time. */
function concluding(atFirst: () => void) {
  let times = 0;
  const conclude = ({ newStories }: PlacedPage) => {
    times += 1;
    if (times === 1) atFirst();
    return { ...nothingConcluded, event: event(), notifications: newStories.length > 0 ? [notification()] : [] };
  };
  return { conclude, times: () => times };
}

describe.skipIf(!(await hasPostgres()))('a connection to Postgres', () => {
  test('that is lost in the middle of a page is made again, and the page is stored once', async () => {
    const proxy = await startProxy();
    const schema = temporarySchema();
    const { store } = await openPostgres({ url: proxy.url(schema), ...quick });
    const { conclude, times } = concluding(proxy.cut);
    const { newStories } = await store.articles.commitPage(page(articles, { conclude }));
    expect([newStories.length, times()]).toEqual([10, 2]);
    await expectStoredOnce(schema);
  });

  test.each(['before', 'after'] as const)(
    'that is lost %s the server has the commit leaves the page stored once, and says what was new',
    async (when) => {
      const proxy = await startProxy();
      const schema = temporarySchema();
      const { store } = await openPostgres({ url: proxy.url(schema), ...quick });
      const { conclude, times } = concluding(() => proxy.cutAt('COMMIT', when));
      const { newStories, duplicates } = await store.articles.commitPage(page(articles, { conclude }));
      expect([newStories.length, duplicates, times()]).toEqual([10, 0, when === 'before' ? 2 : 1]);
      await expectStoredOnce(schema);
    },
  );

  test.each(['before', 'after'] as const)('that is lost %s the commit of a register changes it once', async (when) => {
    const proxy = await startProxy();
    const { store } = await openPostgres({ url: proxy.url(temporarySchema()), ...quick });
    proxy.cutAt('COMMIT', when);
    const add = (before: unknown) => ({ after: Number(before) + 1, result: before as null });
    expect(await store.registers.change('count', add)).toBe(null);
    expect(await store.registers.list('')).toEqual([{ name: 'count', value: 1 }]);
  });

  test('to a server that stays away is STORE_UNAVAILABLE after a while, and all goes on when it is back', async () => {
    const proxy = await startProxy();
    const { store } = await openPostgres({ url: proxy.url(temporarySchema()), reconnectMs: 300 });
    await proxy.refuse();
    await expect(store.articles.commitPage(page(articles))).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringContaining('store a page of tiingo'),
      hint: expect.stringContaining('server runs'),
    });
    await expect(store.reading.countItems({})).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
    await proxy.accept();
    expect((await store.articles.commitPage(page(articles))).newStories).toHaveLength(10);
  });

  test('whose commit is in doubt and whose server stays away is STORE_UNAVAILABLE that says so', async () => {
    const proxy = await startProxy();
    const schema = temporarySchema();
    const { store } = await openPostgres({ url: proxy.url(schema), reconnectMs: 300 });
    const { conclude } = concluding(() => proxy.cutAt('COMMIT', 'after, for good'));
    await expect(store.articles.commitPage(page(articles, { conclude }))).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      hint: expect.stringContaining('nothing twice'),
    });
    await expectStoredOnce(schema);
  });

  test('that the server ends while it is idle hurts nobody', async () => {
    const { schema } = await openPostgres();
    const pool = new pg.Pool({ connectionString: serverUrl, max: 1 });
    const store = createPostgresStore({ pool, schema, ...quick });
    await store.open({ create: false });
    const { rows } = await pool.query('SELECT pg_backend_pid() AS pid');
    await sharedPool().query('SELECT pg_terminate_backend($1)', [rows[0].pid]);
    expect((await store.articles.commitPage(page(articles))).newStories).toHaveLength(10);
    await store.close();
    await pool.end();
  });

  test('that the server ends in the middle of a page is made again, and the page is stored once', async () => {
    const { store, schema } = await openPostgres(quick);
    await sharedPool().query(`
      CREATE SEQUENCE "${schema}".tries;
      CREATE FUNCTION "${schema}".die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF nextval('"${schema}".tries') = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;
        RETURN NULL; END $$;
      CREATE TRIGGER die AFTER INSERT ON "${schema}".articles EXECUTE FUNCTION "${schema}".die()`);
    const { conclude, times } = concluding(() => {});
    expect((await store.articles.commitPage(page(articles, { conclude }))).newStories).toHaveLength(10);
    expect(times()).toBe(2);
    await expectStoredOnce(schema);
  });

  test.each(['before', 'after'] as const)(
    'that is lost %s the server has the commit of a new schema is made again, and the store is open',
    async (when) => {
      const proxy = await startProxy();
      proxy.cutAt('COMMIT', when);
      const { store } = await openPostgres({ url: proxy.url(temporarySchema()), ...quick });
      expect((await store.articles.commitPage(page(articles))).newStories).toHaveLength(10);
    },
  );

  test('that is lost at the commit of a new schema, for good, is STORE_UNAVAILABLE', async () => {
    const proxy = await startProxy();
    proxy.cutAt('COMMIT', 'after, for good');
    const opening = openPostgres({ url: proxy.url(temporarySchema()), reconnectMs: 300 });
    await expect(opening).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });

  test('of a pool that others have for themselves is STORE_BUSY, and says whose matter that is', async () => {
    const { schema } = await openPostgres();
    const pool = new pg.Pool({ connectionString: serverUrl, max: 1, connectionTimeoutMillis: 50 });
    const store = createPostgresStore({ pool, schema });
    await store.open({ create: false });
    const other = await pool.connect();
    await expect(store.reading.countItems({})).rejects.toMatchObject({
      code: 'STORE_BUSY',
      hint: expect.stringContaining('handed in'),
    });
    other.release();
    expect(await store.reading.countItems({})).toBe(0);
    await store.close();
    await pool.end();
  });

  test('that is kept waiting by another program is STORE_BUSY', async () => {
    const { store, schema } = await openPostgres({ busyTimeoutMs: 50 });
    const other = await sharedPool().connect();
    try {
      await other.query(`BEGIN; LOCK TABLE "${schema}".articles IN ACCESS EXCLUSIVE MODE`);
      await expect(store.articles.commitPage(page(articles))).rejects.toMatchObject({ code: 'STORE_BUSY' });
      await expect(store.articles.holdsAny('tiingo', [], { from: 0, to: 1 })).rejects.toMatchObject({
        code: 'STORE_BUSY',
      });
    } finally {
      await other.query('ROLLBACK');
      other.release();
    }
    expect((await store.articles.commitPage(page(articles))).newStories).toHaveLength(10);
  });

  test('with a statement that takes too long is STORE_BUSY, and the next one works', async () => {
    const { store, schema } = await openPostgres({ statementTimeoutMs: 100 });
    await sharedPool().query(`
      CREATE FUNCTION "${schema}".slow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_sleep(1); RETURN NEW; END';
      CREATE TRIGGER slow BEFORE INSERT ON "${schema}".stories EXECUTE FUNCTION "${schema}".slow()`);
    await expect(store.articles.commitPage(page(articles))).rejects.toMatchObject({ code: 'STORE_BUSY' });
    await sharedPool().query(`DROP TRIGGER slow ON "${schema}".stories`);
    expect((await store.articles.commitPage(page(articles))).newStories).toHaveLength(10);
  });
});

async function expectStoredOnce(schema: string): Promise<void> {
  const store = createPostgresStore({ pool: sharedPool(), schema });
  await store.open({ create: false });
  expect(await store.maintenance.check()).toMatchObject({ stories: 10, articles: 10, problems: [] });
  expect(await all(store.outbox.list({}))).toHaveLength(1);
  expect(await all(store.reading.events({}))).toHaveLength(1);
  await store.close();
}
