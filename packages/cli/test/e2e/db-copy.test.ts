import { setTimeout as pause } from 'node:timers/promises';
import { type Article, copyPrefix, type Json, MINUTE_MS, type RunReport } from '@ingest/core';
import { createStore } from '@ingest/storage';
import { describe, expect, it } from 'vitest';
import { builtCommand, jsonOf } from '../support/built.js';
import { articleOf, commitAt } from '../support/commit.js';
import { demoDay } from '../support/ingest.js';
import { hasPostgres, temporaryStore } from '../support/postgres.js';

const command = builtCommand();
const startOfDay = Date.UTC(2026, 5, 4);

/** Different stories, a minute apart. */
function articles(from: number, to: number): readonly Article[] {
  return Array.from({ length: to - from }, (_, at) => {
    const number = from + at;
    const headline = `Company ${number} of the valley reports order ${number * 7} from customer ${number % 13}`;
    return articleOf({ sourceId: `${number}`, headline, publishedAt: startOfDay + number * MINUTE_MS });
  });
}

/** A store of the shipped day and of so many more stories, the first hundred of which came again with another text. */
async function fill(store: string, many: number): Promise<void> {
  await command.run(['run', '--replay', demoDay, '--store', store, '--quiet']);
  for (let from = 0; from < many; from += 100) await commitAt(store, startOfDay, ...articles(from, from + 100));
  const revised = articles(0, 100).map((one) => ({ ...one, description: 'Corrected.' }));
  await commitAt(store, startOfDay + 1, ...revised);
}

/** How far a copy is, by its target; null when there is none, and none yet. */
async function placeIn(url: string): Promise<Json> {
  const store = await createStore(url);
  try {
    await store.open({ create: false });
    return (await store.registers.list(copyPrefix))[0]?.value ?? null;
  } catch {
    return null;
  } finally {
    await store.close();
  }
}

/** Starts a copy again and again and ends it as soon as it has got further, so many times, then lets it end by itself. */
async function copyKilled(from: string, to: string, times: number) {
  let before = JSON.stringify(null);
  const ends: (string | number | null)[] = [];
  for (let time = 0; time < times; time += 1) {
    const { child, ended } = command.start(['db', 'copy', from, to]);
    const isOver = ended.then(() => true);
    while (JSON.stringify(await placeIn(to)) === before && (await Promise.race([isOver, pause(5, false)])) === false);
    child.kill('SIGKILL');
    const end = await ended;
    ends.push(end.signal ?? end.exitCode);
    before = JSON.stringify(await placeIn(to));
  }
  const last = await command.run(['db', 'copy', from, to, '--json']);
  return { ends, last };
}

async function told(store: string) {
  const of = async (...args: string[]) => (await command.run([...args, '--store', store, '--json'])).stdout;
  return {
    digest: await of('db', 'digest'),
    items: await of('items', '--revisions', '--limit', '200'),
    asOf: await of('items', '--as-of', '2026-06-04T00:00:00.000Z', '--limit', '200'),
    events: await of('events'),
    deliveries: await of('deliveries'),
  };
}

describe.skipIf(!(await hasPostgres()))('moving to Postgres and back', () => {
  const { url: moved } = temporaryStore();

  it('a copy that is killed again and again goes on, and comes out the same', async () => {
    const source = command.path('news.db');
    await fill(source, 3_000);
    const there = await copyKilled(source, moved, 3);
    expect(there.ends).toEqual(['SIGKILL', 'SIGKILL', 'SIGKILL']);
    expect(there.last.exitCode).toBe(0);
    expect(jsonOf(there.last)).toMatchObject({ kind: 'copied', isContinued: true, differences: [] });
    expect(await told(moved)).toEqual(await told(source));
    const back = command.path('back.db');
    const again = await copyKilled(moved, back, 2);
    expect(jsonOf(again.last)).toMatchObject({ kind: 'copied', isContinued: true, differences: [] });
    expect(await told(back)).toEqual(await told(source));
    for (const store of [moved, back])
      expect(jsonOf(await command.run(['db', 'check', '--store', store, '--json']))).toMatchObject({ problems: [] });
    const reports = jsonOf<RunReport[]>(await command.run(['run', '--replay', demoDay, '--store', moved, '--json']));
    expect(reports.map(({ items }) => [items.new, items.revised, items.duplicate])).toEqual(
      reports.map(({ items }) => [0, 0, items.received]),
    );
  }, 180_000);
});

describe('a copy that is interrupted', () => {
  it('ends within seconds with 130, says how it goes on, and goes on', async () => {
    const [source, moved] = [command.path('news.db'), command.path('moved.db')];
    await fill(source, 3_000);
    const { child, ended } = command.start(['db', 'copy', source, moved]);
    while ((await placeIn(moved)) === null) await pause(5);
    const asked = performance.now();
    child.kill('SIGINT');
    const { exitCode, stdout } = await ended;
    expect(performance.now() - asked).toBeLessThan(8_000);
    expect(exitCode).toBe(130);
    expect(stdout).toMatch(/stopped after [\d,]+ of 3,047 stories: the same command goes on from here/);
    const last = await command.run(['db', 'copy', source, moved, '--json']);
    expect(jsonOf(last)).toMatchObject({ kind: 'copied', isContinued: true });
    expect(await told(moved)).toEqual(await told(source));
  }, 120_000);

  it('keeps everybody else from both stores while it works, and no longer', async () => {
    const [source, moved] = [command.path('news.db'), command.path('moved.db')];
    await fill(source, 1_000);
    const { child, ended } = command.start(['db', 'copy', source, moved]);
    while ((await placeIn(moved)) === null) await pause(5);
    child.kill('SIGSTOP');
    const other = await command.run(['db', 'copy', command.path('news.db'), command.path('other.db')]);
    child.kill('SIGCONT');
    expect([other.exitCode, other.stderr]).toEqual([
      5,
      expect.stringMatching(/news\.db is worked on: ingest \(pid \d+\)/),
    ]);
    expect((await ended).exitCode).toBe(0);
    const late = await command.run(['db', 'copy', command.path('news.db'), command.path('other.db')]);
    expect(late.exitCode).toBe(0);
  }, 120_000);
});
