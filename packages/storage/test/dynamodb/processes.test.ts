import { digestOf } from '@ingest/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { notification } from '../../src/conformance/build.js';
import { all } from '../../src/conformance/expect.js';
import { announce } from '../../src/conformance/outbox-steps.js';
import { dynamoEndpoint, hasDynamo, openDynamo, temporaryTable, urlOf } from '../support/dynamodb.js';
import { buildScript, removeScript, type StoreProcess, startProcess } from '../support/start-process.js';

describe.skipIf(!(await hasDynamo()))('two processes on one table', () => {
  beforeAll(buildScript, 60_000);
  afterAll(removeScript);

  test('that make a store at once make one, and the same page at once makes each story once', async () => {
    const table = temporaryTable();
    const url = await urlIn(table);
    const processes = [0, 1].map(() => startProcess(['commit', url, '10']));
    await together(processes);
    const pages = processes.flatMap(({ said }) => said as { made: string[]; duplicates: number }[]);
    const made = pages.flatMap((page) => page.made);
    expect([pages.length, made.length, new Set(made).size]).toEqual([20, 100, 100]);
    const { store } = await openDynamo({ table });
    expect(await store.maintenance.check()).toMatchObject({ stories: 100, articles: 100, problems: [] });
    expect((await digestOf(store.reading.stories())).stories).toBe(100);
    expect(await all(store.outbox.list({}))).toHaveLength(pages.filter((page) => page.made.length > 0).length);
  }, 60_000);

  test('that take deliveries and change a register at once take each once, and lose no change', async () => {
    const { store, table } = await openDynamo();
    const url = await urlIn(table);
    const ids = Array.from({ length: 60 }, (_, index) => `event-${index + 100}`);
    await announce(store, ...ids.map((eventId) => notification({ eventId })));
    const processes = [0, 1].map(() => startProcess(['take', url, '40']));
    await together(processes);
    const said = processes.flatMap((one) => one.said as { taken: string | null; count: number | null }[]);
    expect(said.flatMap(({ taken }) => taken ?? []).sort()).toEqual(ids);
    expect(new Set(said.map(({ count }) => Number(count))).size).toBe(80);
    expect(await store.registers.list('')).toEqual([{ name: 'count', value: 80 }]);
  }, 60_000);

  test.each([1, 3])(
    'one of which is killed after commit number %d leave whole pages, each announced',
    async (commits) => {
      const table = temporaryTable();
      const url = await urlIn(table);
      const victim = startProcess(['commit', url, '200']);
      await victim.ready;
      victim.go();
      while (victim.said.length < commits) await new Promise((resolve) => setImmediate(resolve));
      victim.process.kill('SIGKILL');
      await victim.ended;
      await together([startProcess(['commit', url, '8'])]);
      const { store } = await openDynamo({ table });
      const { stories, problems } = await store.maintenance.check();
      expect([problems, stories % 10]).toEqual([[], 0]);
      expect(stories).toBeGreaterThanOrEqual(80);
      expect(await all(store.outbox.list({}))).toHaveLength(stories / 10);
    },
    60_000,
  );
});

async function urlIn(table: string): Promise<string> {
  return urlOf(table, (await dynamoEndpoint()) ?? '');
}

/** Lets processes begin at one moment and waits for their end. */
async function together(processes: readonly StoreProcess[]): Promise<void> {
  await Promise.all(processes.map(({ ready }) => ready));
  for (const one of processes) one.go();
  await Promise.all(processes.map(({ ended }) => ended));
}
