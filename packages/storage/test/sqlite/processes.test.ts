import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf } from '@ingest/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { notification } from '../../src/conformance/build.js';
import { all } from '../../src/conformance/expect.js';
import { announce } from '../../src/conformance/outbox-steps.js';
import { transferOf } from '../../src/conformance/transfer-steps.js';
import { makeOlderStore } from '../support/older-store.js';
import { buildScript, removeScript, type StoreProcess, startProcess } from '../support/start-process.js';
import { filesOf, makeStore, openStore } from '../support/store-files.js';
import { temporaryDirectory } from '../support/subjects.js';

beforeAll(buildScript, 60_000);
afterAll(removeScript);

const newPath = () => join(temporaryDirectory(), 'news.db');

describe('two processes', () => {
  test('that open a new store at once make one, and the same page at once makes each story once', async () => {
    const path = newPath();
    const processes = [startProcess(['commit', path, '15']), startProcess(['commit', path, '15'])];
    await together(processes);
    const pages = processes.flatMap(({ said }) => said as { made: string[]; duplicates: number }[]);
    const made = pages.flatMap((page) => page.made);
    expect(pages).toHaveLength(30);
    expect([made.length, new Set(made).size]).toEqual([150, 150]);
    expect(pages.reduce((sum, page) => sum + page.duplicates, 0)).toBe(150);
    expect(await contentOf(path)).toEqual(await contentOfCleanStore(15));
  }, 30_000);

  test('that take deliveries and change a register at once take each once, and lose no change', async () => {
    const path = newPath();
    const store = await openStore(path);
    const ids = Array.from({ length: 300 }, (_, index) => `event-${index + 100}`);
    await announce(store, ...ids.map((eventId) => notification({ eventId })));
    const processes = [startProcess(['take', path, '200']), startProcess(['take', path, '200'])];
    await together(processes);
    const said = processes.flatMap((one) => one.said as { taken: string | null; count: number | null }[]);
    expect(said.flatMap(({ taken }) => taken ?? []).sort()).toEqual(ids);
    expect(new Set(said.map(({ count }) => Number(count)))).toEqual(new Set(Array.from({ length: 400 }, (_, i) => i)));
    expect(await store.registers.list('')).toEqual([{ name: 'count', value: 400 }]);
    await store.close();
  }, 30_000);

  test('that add the same opinions at once keep each once', async () => {
    const path = newPath();
    await makeStore(path, 30);
    const processes = [startProcess(['score', path, '30']), startProcess(['score', path, '30'])];
    await together(processes);
    const parts = processes.flatMap(({ said }) => said as { part: number; added: number }[]);
    expect(parts.map(({ part, added }) => [part, added]).sort(([one = 0], [other = 0]) => one - other)).toEqual(
      Array.from({ length: 60 }, (_, index) => [Math.floor(index / 2), expect.any(Number)]),
    );
    expect(new Set(parts.map(({ added }) => added))).toEqual(new Set([0, 10]));
    expect(await opinionsIn(path)).toEqual({ problems: [], scores: 300, scored: 300 });
  }, 30_000);

  test('that open an older store at once bring it up to date once, and both go on', async () => {
    const path = newPath();
    await makeOlderStore(path, 2);
    const processes = [startProcess(['commit', path, '5']), startProcess(['commit', path, '5'])];
    await together(processes);
    expect(processes.map(({ said }) => said.length)).toEqual([5, 5]);
    expect(await contentOf(path)).toEqual(await contentOfCleanStore(5));
  }, 30_000);
});

describe('a process that is killed', () => {
  test.each([1, 4, 9])(
    'after commit number %d leaves whole pages, each announced, and all that it told of',
    async (commits) => {
      const path = newPath();
      const victim = startProcess(['commit', path, '400']);
      await victim.ready;
      victim.go();
      await until(() => victim.said.length >= commits);
      victim.process.kill('SIGKILL');
      await victim.ended;
      const store = await openStore(path);
      const { stories, problems } = await store.maintenance.check();
      const announced = await all(store.outbox.list({}));
      await store.close();
      expect(problems).toEqual([]);
      expect(stories % 10).toBe(0);
      expect(announced).toHaveLength(stories / 10);
      expect(stories).toBeGreaterThanOrEqual(victim.said.length * 10);
      const next = startProcess(['commit', path, '40']);
      await together([next]);
      expect(next.said).toHaveLength(40);
      expect(await contentOf(path)).toMatchObject({ problems: [] });
      if (stories <= 400) expect(await contentOf(path)).toEqual(await contentOfCleanStore(40));
    },
    30_000,
  );

  test('while it adds opinions leaves whole parts of them, and the next one adds the rest', async () => {
    const path = newPath();
    await makeStore(path, 60);
    const victim = startProcess(['score', path, '60']);
    await victim.ready;
    victim.go();
    await until(() => victim.said.length >= 3);
    victim.process.kill('SIGKILL');
    await victim.ended;
    const { problems, scores, scored } = await opinionsIn(path);
    expect([problems, scores % 10, scored]).toEqual([[], 0, scores]);
    expect(scores).toBeGreaterThanOrEqual(victim.said.length * 10);
    await together([startProcess(['score', path, '60'])]);
    expect(await opinionsIn(path)).toEqual({ problems: [], scores: 600, scored: 600 });
  }, 30_000);

  test.each([0, 3, 6, 12, 25])(
    '%d ms into making a store keeps nobody from making it',
    async (delayMs) => {
      const path = newPath();
      const victim = startProcess(['commit', path, '1']);
      await victim.ready;
      victim.go();
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      victim.process.kill('SIGKILL');
      await victim.ended;
      await (await openStore(path)).close();
      expect(await contentOf(path)).toMatchObject({ problems: [] });
    },
    30_000,
  );

  test.each([0, 3, 6, 12, 25])(
    '%d ms into bringing an older store up to date keeps nobody from doing it, and nothing is lost',
    async (delayMs) => {
      const path = newPath();
      await makeOlderStore(path, 2);
      const victim = startProcess(['commit', path, '2']);
      await victim.ready;
      victim.go();
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      victim.process.kill('SIGKILL');
      await victim.ended;
      expect(await contentOf(path)).toEqual(await contentOfCleanStore(2));
    },
    30_000,
  );
});

describe('a store that this user may not write', () => {
  test('is STORE_READ_ONLY for a run, and can be read', async () => {
    const directory = temporaryDirectory();
    const path = join(directory, 'news.db');
    await makeStore(path);
    chmodSync(path, 0o444);
    chmodSync(directory, 0o777);
    expect(await openings(path)).toEqual([
      { create: true, code: 'STORE_READ_ONLY' },
      { create: false, stories: 20, committed: 'STORE_READ_ONLY' },
    ]);
  }, 30_000);

  test('is STORE_READ_ONLY in a directory that may not be written, and left as it is', async () => {
    const directory = temporaryDirectory();
    const path = join(directory, 'news.db');
    await makeStore(path);
    chmodSync(path, 0o666);
    chmodSync(directory, 0o555);
    const before = filesOf(path);
    expect(await openings(path)).toEqual([
      { create: true, code: 'STORE_READ_ONLY' },
      { create: false, code: 'STORE_READ_ONLY' },
    ]);
    expect(filesOf(path)).toEqual(before);
  }, 30_000);

  test('is not made in a directory that may not be written', async () => {
    const directory = temporaryDirectory();
    chmodSync(directory, 0o555);
    expect(await openings(join(directory, 'news.db'))).toEqual([
      { create: true, code: 'STORE_READ_ONLY' },
      { create: false, code: 'STORE_UNAVAILABLE' },
    ]);
  }, 30_000);

  test('is STORE_UNAVAILABLE when it may not even be read', async () => {
    const directory = temporaryDirectory();
    const path = join(directory, 'news.db');
    await makeStore(path);
    chmodSync(path, 0o000);
    chmodSync(directory, 0o777);
    expect(await openings(path)).toEqual([
      { create: true, code: 'STORE_UNAVAILABLE' },
      { create: false, code: 'STORE_UNAVAILABLE' },
    ]);
  }, 30_000);
});

/** What opening comes to for a user without special rights. */
async function openings(path: string): Promise<readonly unknown[]> {
  const reader = startProcess(['open', path], { asNobody: true });
  await together([reader]);
  return reader.said;
}

/** Lets processes begin at one moment and waits for their end. */
async function together(processes: readonly StoreProcess[]): Promise<void> {
  await Promise.all(processes.map(({ ready }) => ready));
  for (const one of processes) one.go();
  await Promise.all(processes.map(({ ended }) => ended));
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setImmediate(resolve));
}

async function contentOf(path: string) {
  const store = await openStore(path);
  const { problems, articles } = await store.maintenance.check();
  const digest = await digestOf(store.reading.stories());
  await store.close();
  return { problems, articles, digest };
}

/** How many opinions there are, and how many stories show one. */
async function opinionsIn(path: string) {
  const store = await openStore(path);
  const { problems } = await store.maintenance.check();
  const { scores } = await transferOf(store).counts();
  const scored = await store.reading.countItems({ sentiments: ['positive'] });
  await store.close();
  return { problems, scores, scored };
}

/** What a store holds after so many pages, with nothing gone wrong. */
async function contentOfCleanStore(pages: number) {
  const path = newPath();
  await makeStore(path, pages);
  return contentOf(path);
}
