import { join } from 'node:path';
import type { RunReport } from '@ingest/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { builtCommand, jsonOf } from '../support/built.js';
import { demoDay } from '../support/ingest.js';
import { hasPostgres, temporaryStore } from '../support/postgres.js';

const command = builtCommand();
const secret = 'swordfish-9000';

describe.skipIf(!(await hasPostgres()))('a Postgres store', () => {
  const url = new URL(temporaryStore().url);
  url.password = secret;
  const store = url.href;
  const on = (...args: string[]) => command.run([...args, '--store', store]);
  let reports: RunReport[];

  beforeAll(async () => {
    reports = jsonOf<RunReport[]>(await on('run', '--replay', demoDay, '--json'));
  }, 60_000);

  it('has the report and the digest that SQLite has of the same recording', async () => {
    const inSqlite = await command.run(['run', '--replay', demoDay, '--store', 'same.db', '--json']);
    expect(reports).toEqual(jsonOf<RunReport[]>(inSqlite));
    const digest = await command.run(['db', 'digest', '--store', 'same.db']);
    expect((await on('db', 'digest')).stdout).toBe(digest.stdout);
  });

  it('knows everything again', async () => {
    const again = jsonOf<RunReport[]>(await on('run', '--replay', demoDay, '--json'));
    expect(again.map(({ items }) => items.new)).toEqual([0, 0, 0]);
  });

  it('is read by every command that reads', async () => {
    const items = jsonOf<{ storyKey: string }[]>(await on('items', '--json'));
    expect(items).toHaveLength(47);
    expect((await on('explain', items[0]?.storyKey ?? '')).exitCode).toBe(0);
    expect((await on('status')).stdout).toContain('no run yet');
    for (const args of [['deliveries'], ['events'], ['alerts'], ['sources']])
      expect([args, (await on(...args)).exitCode]).toEqual([args, 0]);
  });

  it('is kept by every command of db but the backup, which names the tool for it', async () => {
    expect((await on('db', 'migrate')).stdout).toContain('has schema');
    expect((await on('db', 'check')).stdout).toContain('47 stories');
    expect((await on('db', 'prune')).exitCode).toBe(0);
    const backup = await on('db', 'backup', 'copy.db');
    expect([backup.exitCode, backup.stderr]).toEqual([2, expect.stringContaining('pg_dump')]);
  });

  it('never shows the password of its url', async () => {
    const printed = [
      await on('run', '--replay', demoDay),
      await on('db', 'check'),
      await on('db', 'backup', 'copy.db'),
      await on('doctor'),
      await on('config', 'show'),
      await command.run(['items', '--store', store.replace('/test?', '/nowhere?')]),
    ];
    for (const { stdout, stderr } of printed) expect(`${stdout}${stderr}`).not.toContain(secret);
    expect(printed[0]?.stdout).toMatch(/Next: ingest items --store '?postgres:/);
    expect(printed[5]).toMatchObject({ exitCode: 5, stderr: expect.stringContaining('CREATE DATABASE') });
  });
});

describe.skipIf(!(await hasPostgres()))('recordings that ship with the program', () => {
  const days = ['hang', 'quota-text', 'total-outage'].map((name) => join(demoDay, '../outages', name));
  const { url } = temporaryStore();

  it('one after the other leave in Postgres what they leave in SQLite', async () => {
    for (const day of days) {
      const replay = (store: string) => command.run(['run', '--replay', day, '--store', store, '--json']);
      const [report, same] = await Promise.all([replay(url), replay('same.db')]);
      expect(jsonOf(report)).toEqual(jsonOf(same));
    }
    const digest = (store: string) => command.run(['db', 'digest', '--store', store]);
    expect((await digest(url)).stdout).toBe((await digest('same.db')).stdout);
  });
});
