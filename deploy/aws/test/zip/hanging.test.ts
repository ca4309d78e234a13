import { setTimeout as passed } from 'node:timers/promises';
import { CreateTableCommand, DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { latestSlot, marketCalendar, nextSlot } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import { tiingoList } from '../../../../packages/cli/test/e2e/faults/support/lists.js';
import { forever } from '../../../../packages/cli/test/e2e/faults/support/script.js';
import { hasDynamo, sharedClient } from '../../../../packages/storage/test/support/dynamodb.js';
import { awsWorld, inSession, minute } from '../support/aws-world.js';
import { toldBy } from '../support/lines.js';

const second = 1_000;
const schedule = { calendar: marketCalendar('XNYS'), openMs: 5 * minute, closedMs: 60 * minute };

describe.skipIf(!(await hasDynamo()))('a function that waits for what does not answer', () => {
  const world = awsWorld();

  it('says so before its time is over, and works on when the store is back', async () => {
    world.providers.tiingo.plays(forever(tiingoList([])));
    const scheduler = await world.deploy('scheduler');
    expect((await scheduler.tick()).error).toBeNull();
    world.setClock(inSession + 5 * minute);
    world.aws.hang('dynamodb');
    const hung = await scheduler.tick({ remainingMs: 9 * second });
    expect(hung.error).toMatchObject({
      errorType: 'STORE_UNAVAILABLE',
      errorMessage: expect.stringMatching(
        new RegExp(`store dynamodb://${world.table} did not answer in time \\(.+\\); the next invocation`),
      ),
    });
    expect(toldBy(hung).sum('Heartbeat')).toBe(0);
    expect(toldBy(hung).log).toContainEqual(expect.objectContaining({ msg: 'trouble', code: 'STORE_UNAVAILABLE' }));
    world.aws.hang(null);
    const back = await scheduler.tick();
    expect([back.error, toldBy(back).sum('Heartbeat')]).toEqual([null, 1]);
  });

  it('reports the shares that it did not make', async () => {
    const worker = await world.deploy('worker');
    world.aws.hang('dynamodb');
    const slot = latestSlot(world.now(), schedule);
    const run = { slot, from: slot - (nextSlot(slot, schedule) - slot), attempt: 0, count: 1 };
    const body = JSON.stringify({ ...run, index: 0, tickers: ['AAPL'] });
    const attributes = { ApproximateReceiveCount: '1' };
    const Records = ['a', 'b'].map((id) => ({ messageId: id, receiptHandle: id, body, attributes }));
    const { answer, error } = await worker.invoke({ Records }, { remainingMs: 9 * second });
    expect([error, answer]).toEqual([null, { batchItemFailures: [{ itemIdentifier: 'a' }, { itemIdentifier: 'b' }] }]);
  });

  it.for(['ssm', 'dynamodb'] as const)(
    'starts within the time that Lambda has for it while %s hangs',
    async (service) => {
      world.aws.hang(service);
      const scheduler = await world.deploy('scheduler');
      expect(scheduler.initMs).toBeLessThan(9 * second);
      const { error, lines } = await scheduler.tick({ remainingMs: 5 * second });
      expect(error?.errorType).toMatch(/^(?:NETWORK|ABORTED|STORE_UNAVAILABLE)$/);
      const { sum, log } = toldBy({ lines });
      expect([sum('Heartbeat'), log.map(({ msg }) => msg)]).toEqual([0, ['trouble']]);
    },
  );

  it('says of a table that is not there, and that it may not make, who makes it', async () => {
    await (await sharedClient()).send(new DeleteTableCommand({ TableName: world.table }));
    world.deny('scheduler', 'dynamodb:CreateTable');
    const scheduler = await world.deploy('scheduler');
    await passed(1_100);
    const failed = await scheduler.tick();
    expect(failed.error).toMatchObject({ errorType: 'STORE_UNAVAILABLE' });
    for (const words of [world.table, 'us-east-1', 'Terraform', 'INGEST_STORE'])
      expect(failed.error?.errorMessage).toContain(words);
    const { sum, log } = toldBy(failed);
    expect(sum('Heartbeat')).toBe(0);
    expect(log).toMatchObject([
      { msg: 'trouble', code: 'STORE_UNAVAILABLE', hint: expect.stringContaining('Terraform') },
    ]);
  });

  it('says of a table of somebody else that it is none of a store', async () => {
    const client = await sharedClient();
    await client.send(new DeleteTableCommand({ TableName: world.table }));
    await client.send(
      new CreateTableCommand({
        TableName: world.table,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      }),
    );
    const failed = await (await world.deploy('scheduler')).tick();
    expect(failed.error).toMatchObject({ errorType: 'STORE_SCHEMA' });
    expect(failed.error?.errorMessage).toContain(`the table ${world.table} in us-east-1 is none of a store`);
    expect(failed.error?.errorMessage).not.toContain('check that the service answers');
    expect(toldBy(failed).sum('Heartbeat')).toBe(0);
  });
});
