import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { dynamoEndpoint, hasDynamo, urlOf } from '../../../storage/test/support/dynamodb.js';
import { backsUpBy, keepsDemoDay } from '../support/any-store.js';
import { builtCommand } from '../support/built.js';

const command = builtCommand();
const keys = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'swordfish-9000' };

describe.skipIf(!(await hasDynamo()))('a DynamoDB store', () => {
  let store: string;
  const on = (...args: string[]) => command.run([...args, '--store', store], keys);

  beforeAll(async () => {
    store = urlOf(`e2e-${randomUUID()}`, (await dynamoEndpoint()) ?? '');
  });

  keepsDemoDay(command, on);

  it('names the means for a backup', () => backsUpBy(on, 'point-in-time recovery'));

  it('is copied to a file and from one', async () => {
    const other = urlOf(`e2e-${randomUUID()}`, (await dynamoEndpoint()) ?? '');
    for (const [from, to] of [
      [store, 'copied.db'],
      ['copied.db', other],
    ] as const) {
      const { exitCode, stderr } = await command.run(['db', 'copy', from, to], keys);
      expect([exitCode, stderr]).toEqual([0, expect.stringContaining('copying')]);
    }
    const digest = await command.run(['db', 'digest', '--store', other], keys);
    expect(digest.stdout).toBe((await on('db', 'digest')).stdout);
  });

  it('without keys says what is missing, in one line', async () => {
    const { exitCode, stderr } = await command.run(['items', '--store', store], {
      AWS_EC2_METADATA_DISABLED: 'true',
      HOME: '/nowhere',
    });
    expect([exitCode, stderr]).toEqual([5, expect.stringContaining('AWS_ACCESS_KEY_ID')]);
  });
});
