import { randomUUID } from 'node:crypto';
import type { RunReport } from '@ingest/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { dynamoEndpoint, hasDynamo, urlOf } from '../../../storage/test/support/dynamodb.js';
import { builtCommand, jsonOf } from '../support/built.js';
import { demoDay } from '../support/ingest.js';

const command = builtCommand();
const keys = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'swordfish-9000' };

describe.skipIf(!(await hasDynamo()))('a DynamoDB store', () => {
  let store: string;
  let reports: RunReport[];
  const on = (...args: string[]) => command.run([...args, '--store', store], keys);

  beforeAll(async () => {
    store = urlOf(`e2e-${randomUUID()}`, (await dynamoEndpoint()) ?? '');
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

  it('is kept by every command of db but the backup and the copy, which say so', async () => {
    expect((await on('db', 'check')).stdout).toContain('47 stories');
    expect((await on('db', 'prune')).exitCode).toBe(0);
    const backup = await on('db', 'backup', 'copy.db');
    expect([backup.exitCode, backup.stderr]).toEqual([2, expect.stringContaining('point-in-time recovery')]);
    const copy = await command.run(['db', 'copy', store, 'same.db'], keys);
    expect(copy.exitCode).toBe(2);
    expect(copy.stderr).toContain('dynamodb://');
  });

  it('without keys says what is missing, in one line', async () => {
    const { exitCode, stderr } = await command.run(['items', '--store', store], {
      AWS_EC2_METADATA_DISABLED: 'true',
      HOME: '/nowhere',
    });
    expect([exitCode, stderr]).toEqual([5, expect.stringContaining('AWS_ACCESS_KEY_ID')]);
  });
});
