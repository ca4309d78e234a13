import type { PlacedPage } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { event, nothingConcluded, notification, numbered, page } from '../../src/conformance/build.js';
import { all } from '../../src/conformance/expect.js';
import { createPostgresStore } from '../../src/postgres/index.js';
import { hasPostgres, openPostgres, sharedPool, temporarySchema } from '../support/postgres.js';
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
    const { store, schema } = await openPostgres(quick);
    expect(await store.reading.countNewStories(0, 1)).toBe(0);
    await endConnections(schema);
    expect((await store.articles.commitPage(page(articles))).newStories).toHaveLength(10);
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

  test('that is kept waiting by another program is STORE_BUSY', async () => {
    const { store, schema } = await openPostgres({ busyTimeoutMs: 50 });
    const other = await sharedPool().connect();
    try {
      await other.query(`BEGIN; LOCK TABLE "${schema}".articles IN ACCESS EXCLUSIVE MODE`);
      await expect(store.articles.commitPage(page(articles))).rejects.toMatchObject({ code: 'STORE_BUSY' });
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

/** Ends the connections that worked in a schema last. */
async function endConnections(schema: string): Promise<void> {
  const { rowCount } = await sharedPool().query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE $1 AND pid <> pg_backend_pid()',
    [`%${schema}%`],
  );
  expect(rowCount).toBeGreaterThan(0);
}

async function expectStoredOnce(schema: string): Promise<void> {
  const store = createPostgresStore({ pool: sharedPool(), schema });
  await store.open({ create: false });
  expect(await store.maintenance.check()).toMatchObject({ stories: 10, articles: 10, problems: [] });
  expect(await all(store.outbox.list({}))).toHaveLength(1);
  expect(await all(store.reading.events({}))).toHaveLength(1);
  await store.close();
}
