import type { RunReport } from '@ingest/core';
import { beforeAll, expect, it } from 'vitest';
import { type builtCommand, jsonOf } from './built.js';
import { demoDay } from './ingest.js';

type Command = ReturnType<typeof builtCommand>;
/** Runs a command on the store that is tested. */
export type OnStore = (...args: string[]) => ReturnType<Command['run']>;

/** What every store does with a recorded day, which `on` replays before the tests. */
export function keepsDemoDay(command: Command, on: OnStore): void {
  const replay = async () => jsonOf<RunReport[]>(await on('run', '--replay', demoDay, '--json'));
  let reports: RunReport[];

  beforeAll(async () => {
    reports = await replay();
  }, 60_000);

  it('has the report and the digest that SQLite has of the same recording', async () => {
    const inSqlite = await command.run(['run', '--replay', demoDay, '--store', 'same.db', '--json']);
    expect(reports).toEqual(jsonOf<RunReport[]>(inSqlite));
    const digest = await command.run(['db', 'digest', '--store', 'same.db']);
    expect((await on('db', 'digest')).stdout).toBe(digest.stdout);
  });

  it('knows everything again', async () => {
    expect((await replay()).map(({ items }) => items.new)).toEqual([0, 0, 0]);
  });

  it('is read by every command that reads', async () => {
    const items = jsonOf<{ storyKey: string }[]>(await on('items', '--json'));
    expect(items).toHaveLength(47);
    expect((await on('explain', items[0]?.storyKey ?? '')).exitCode).toBe(0);
    expect((await on('status')).stdout).toContain('no run yet');
    for (const args of [['deliveries'], ['events'], ['alerts'], ['sources']])
      expect([args, (await on(...args)).exitCode]).toEqual([args, 0]);
  });

  it('is checked and pruned', async () => {
    expect((await on('db', 'check')).stdout).toContain('47 stories');
    expect((await on('db', 'prune')).exitCode).toBe(0);
  });
}

/** Who asks for a backup hears how the data is copied instead. */
export async function backsUpBy(on: OnStore, means: string): Promise<void> {
  const { exitCode, stderr } = await on('db', 'backup', 'copy.db');
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining(means)]);
}
