import { existsSync, writeFileSync } from 'node:fs';
import type { NewsItem } from '@ingest/core';
import { createStore } from '@ingest/storage';
import { describe, expect, it } from 'vitest';
import { inEmptyDirectory, ingest } from '../support/ingest.js';

inEmptyDirectory();

const readable = {
  id: 91_000_001,
  title: 'Calder Motors opens a plant near the northern port',
  publishedDate: '2026-06-04T13:30:00Z',
  tickers: ['aapl'],
};

/** A store whose quarantine holds what an earlier version could not read. */
async function storeWith(...items: readonly unknown[]): Promise<void> {
  const store = await createStore('news.db');
  await store.open({ create: true });
  await store.articles.commitPage({
    lease: null,
    source: 'tiingo',
    isFailover: false,
    at: Date.UTC(2026, 5, 4, 14),
    articles: [],
    quarantine: items.map((item) => ({
      source: 'tiingo',
      runId: 'run-1',
      at: Date.UTC(2026, 5, 4, 14),
      reason: 'title: a form that was not known',
      raw: JSON.stringify(item),
    })),
    conclude: () => ({
      event: null,
      state: null,
      watermarks: [],
      openedGaps: [],
      closedGapIds: [],
      notifications: [],
    }),
  });
  await store.close();
}

const requeue = (...flags: string[]) => ingest('db', 'requeue', '--store', 'news.db', '--tickers', 'AAPL', ...flags);

describe('db requeue', () => {
  it('stores what can be read by now, takes it out of the quarantine and leaves an event', async () => {
    await storeWith(readable, { id: 7 });
    expect((await requeue()).stdout).toContain('1 of 2 rejected items can be read now: 1 new story');
    const items = (await ingest('items', '--store', 'news.db', '--json')).json<NewsItem[]>();
    expect(items).toMatchObject([{ headline: readable.title, tickers: ['AAPL'], source: 'tiingo' }]);
    const left = (await ingest('events', '--rejected', '--store', 'news.db', '--json')).json<object[]>();
    expect(left).toMatchObject([{ raw: '{"id":7}' }]);
    const events = (await ingest('events', '--store', 'news.db', '--json')).json<object[]>();
    expect(events).toMatchObject([{ source: 'tiingo', outcome: 'ok', newItemCount: 1, requests: 0 }]);
    expect((await requeue('--json')).json()).toMatchObject({ found: 1, released: 0, newStories: 0 });
  });

  it('says when what is new has no score', async () => {
    await storeWith(readable);
    const module =
      'export const createScorer = () => ({ name: "gauge", version: "1", hash: "ab", async score() { throw 1; } });';
    writeFileSync('gauge.mjs', module);
    writeFileSync('ingest.config.yaml', 'tickers: [AAPL]\nsentiment: { scorer: ./gauge.mjs }\n');
    expect((await requeue()).stdout).toContain('1 headline has no score, because the scorer gauge@1 failed');
  });

  it('leaves what is about other tickers where it is', async () => {
    await storeWith({ ...readable, tickers: ['xom'] });
    expect((await requeue('--json')).json()).toMatchObject({ found: 1, released: 0 });
  });

  it('announces what is new', async () => {
    writeFileSync('ingest.config.yaml', 'tickers: [AAPL]\nsinks: [{ use: file, path: told.ndjson }]\n');
    await storeWith(readable);
    await requeue();
    expect(existsSync('told.ndjson')).toBe(false);
    const store = await createStore('news.db');
    await store.open({ create: false });
    const queues = await store.outbox.queues();
    await store.close();
    expect(queues.map(({ counts }) => counts.pending)).toEqual([1]);
  });

  it('needs tickers', async () => {
    expect(await ingest('db', 'requeue', '--store', 'news.db')).toMatchObject({ exitCode: 2 });
  });
});
