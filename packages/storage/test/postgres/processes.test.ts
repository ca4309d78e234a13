import { digestOf } from '@ingest/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { notification } from '../../src/conformance/build.js';
import { all } from '../../src/conformance/expect.js';
import { announce } from '../../src/conformance/outbox-steps.js';
import { hasPostgres, openPostgres, temporarySchema, urlOf } from '../support/postgres.js';
import { buildScript, removeScript, type StoreProcess, startProcess } from '../support/start-process.js';

describe.skipIf(!(await hasPostgres()))('two processes on one Postgres', () => {
  beforeAll(buildScript, 60_000);
  afterAll(removeScript);

  test('that make a store at once make one, and the same page at once makes each story once', async () => {
    const schema = temporarySchema();
    const processes = [0, 1].map(() => startProcess(['commit', urlOf(schema), '10']));
    await together(processes);
    const pages = processes.flatMap(({ said }) => said as { made: string[]; duplicates: number }[]);
    const made = pages.flatMap((page) => page.made);
    expect([pages.length, made.length, new Set(made).size]).toEqual([20, 100, 100]);
    const { store } = await openPostgres({ schema });
    expect(await store.maintenance.check()).toMatchObject({ stories: 100, articles: 100, problems: [] });
    expect((await digestOf(store.reading.stories())).stories).toBe(100);
    expect(await all(store.outbox.list({}))).toHaveLength(pages.filter((page) => page.made.length > 0).length);
  }, 60_000);

  test('that take deliveries and change a register at once take each once, and lose no change', async () => {
    const { store, schema } = await openPostgres();
    const ids = Array.from({ length: 60 }, (_, index) => `event-${index + 100}`);
    await announce(store, ...ids.map((eventId) => notification({ eventId })));
    const processes = [0, 1].map(() => startProcess(['take', urlOf(schema), '40']));
    await together(processes);
    const said = processes.flatMap((one) => one.said as { taken: string | null; count: number | null }[]);
    expect(said.flatMap(({ taken }) => taken ?? []).sort()).toEqual(ids);
    expect(new Set(said.map(({ count }) => Number(count))).size).toBe(80);
    expect(await store.registers.list('')).toEqual([{ name: 'count', value: 80 }]);
  }, 60_000);

  test.each([1, 3])(
    'one of which is killed after commit number %d leave whole pages, each announced',
    async (commits) => {
      const schema = temporarySchema();
      const victim = startProcess(['commit', urlOf(schema), '200']);
      await victim.ready;
      victim.go();
      while (victim.said.length < commits) await new Promise((resolve) => setImmediate(resolve));
      victim.process.kill('SIGKILL');
      await victim.ended;
      await together([startProcess(['commit', urlOf(schema), '8'])]);
      const { store } = await openPostgres({ schema });
      const { stories, problems } = await store.maintenance.check();
      expect([problems, stories % 10]).toEqual([[], 0]);
      expect(stories).toBeGreaterThanOrEqual(80);
      expect(await all(store.outbox.list({}))).toHaveLength(stories / 10);
    },
    60_000,
  );
});

/** Lets processes begin at one moment and waits for their end. */
async function together(processes: readonly StoreProcess[]): Promise<void> {
  await Promise.all(processes.map(({ ready }) => ready));
  for (const one of processes) one.go();
  await Promise.all(processes.map(({ ended }) => ended));
}
