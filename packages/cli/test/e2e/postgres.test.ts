import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backsUpBy, keepsDemoDay } from '../support/any-store.js';
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

  keepsDemoDay(command, on);

  it('has a schema, and names the tool for a backup', async () => {
    expect((await on('db', 'migrate')).stdout).toContain('has schema');
    await backsUpBy(on, 'pg_dump');
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
