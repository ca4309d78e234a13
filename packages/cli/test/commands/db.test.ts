import { existsSync, readdirSync } from 'node:fs';
import type { NewsItem } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import { closedStoreModule, write } from '../support/extensions.js';
import { demoDay, inEmptyDirectory, ingest } from '../support/ingest.js';

inEmptyDirectory();

const replayed = () => ingest('run', '--replay', demoDay, '--store', 'news.db', '--quiet');
const db = (name: string, ...flags: string[]) => ingest('db', name, '--store', 'news.db', ...flags);

describe('db', () => {
  it('migrate makes a store, check reads it', async () => {
    expect((await db('migrate')).stdout).toMatch(/news\.db has schema \d/);
    expect((await db('check')).stdout).toMatch(/0 stories, 0 articles/);
    expect((await db('migrate', '--json')).json()).toMatchObject({ schemaVersion: expect.any(Number) });
  });

  it('check counts and finds nothing wrong', async () => {
    await replayed();
    expect((await db('check', '--json')).json()).toMatchObject({
      stories: 47,
      problems: [],
      freeBytes: expect.any(Number),
    });
  });

  it('digest names its version and is that of a backup too', async () => {
    await replayed();
    expect((await db('digest')).stdout).toMatch(/^1:[0-9a-f]{64} {3}47 stories\n$/);
    expect((await ingest('db', 'backup', 'copy.db', '--store', 'news.db')).stdout).toContain(
      'copied news.db to copy.db',
    );
    const of = async (store: string) => (await ingest('db', 'digest', '--store', store, '--json')).stdout;
    expect(await of('copy.db')).toBe(await of('news.db'));
  });

  it('backup takes a url of a file for that file, and no other url', async () => {
    await db('migrate');
    expect((await ingest('db', 'backup', 'sqlite:copy.db', '--store', 'news.db')).stdout).toContain('to copy.db');
    expect(readdirSync('.').sort()).toEqual(['copy.db', 'news.db']);
    for (const url of ['memory:', 'sqlite:other.db?mode=rwc', 'postgres://x']) {
      const { exitCode, stderr } = await ingest('db', 'backup', url, '--store', 'news.db');
      expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/^✗ .+\n {2}.+\n$/)]);
    }
  });

  it('backup overwrites nothing', async () => {
    await replayed();
    const { exitCode, stderr } = await ingest('db', 'backup', 'news.db', '--store', 'news.db');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('news.db is there already');
  });

  it('backup says how a store is copied that does not back up to a file', async () => {
    write('store.mjs', closedStoreModule.replace("throw new Error('no route')", ''));
    const { exitCode, stderr } = await ingest('db', 'backup', 'copy.db', '--store', './store.mjs');
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/acme does not back up to a file\n {2}copy it with the tools/);
    expect(existsSync('copy.db')).toBe(false);
  });

  it('prune removes old events, and stories only when asked; one read again is a duplicate', async () => {
    await replayed();
    expect((await db('prune', '--json')).json()).toEqual({
      events: 8,
      quarantined: 0,
      stories: 0,
      deliveries: 0,
      incidents: 0,
    });
    expect((await db('prune', '--stories-before', '2026-06-04T13:30Z', '--json')).json()).toMatchObject({
      stories: 33,
    });
    expect((await ingest('items', '--store', 'news.db', '--json')).json<NewsItem[]>()).toHaveLength(14);
    const [again] = (await ingest('run', '--replay', demoDay, '--store', 'news.db', '--json')).json<
      { items: object }[]
    >();
    expect(again?.items).toMatchObject({ received: 41, new: 0, duplicate: 41 });
    expect((await db('prune')).stdout).toContain('removed 8 events');
    expect((await db('prune', '--events-older-than', 'soon')).exitCode).toBe(2);
  });

  it('makes no store by looking at one', async () => {
    for (const name of ['check', 'digest', 'prune']) expect((await db(name)).exitCode).toBe(5);
    expect(existsSync('news.db')).toBe(false);
  });
});
