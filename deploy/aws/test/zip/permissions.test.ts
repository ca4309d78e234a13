import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { held } from '../../../../packages/cli/test/e2e/faults/support/answers.js';
import { finnhubList, tiingoList } from '../../../../packages/cli/test/e2e/faults/support/lists.js';
import { finnhubItem, tiingoItems } from '../../../../packages/cli/test/e2e/faults/support/news.js';
import { whenever } from '../../../../packages/cli/test/e2e/faults/support/script.js';
import { hasDynamo } from '../../../../packages/storage/test/support/dynamodb.js';
import { type SdkCall, sdkCalls } from '../../src/permissions/calls.js';
import { type AwsWorld, awsWorld, minute } from '../support/aws-world.js';
import type { FunctionName } from '../support/built-functions.js';
import { problemsOfRun } from '../support/check-run.js';
import { compareCalls } from '../support/compare-calls.js';
import { poll } from '../support/event-source.js';
import { queuePath } from '../support/messaging.js';

describe.skipIf(!(await hasDynamo()))('what the functions call as they are deployed', () => {
  const world = awsWorld();
  const same = { unlisted: [], uncalled: [] };

  it('is what permissions/calls.ts lists, both ways, and all of it is allowed', async () => {
    await everyCall(world);
    const differences = (role: FunctionName, listed: readonly SdkCall[] = sdkCalls[role]) =>
      compareCalls(callsOf(role), listed, world.resources);
    expect([differences('scheduler'), differences('worker'), world.aws.refused]).toEqual([same, same, []]);

    for (const role of ['scheduler', 'worker'] as const) {
      for (const [index, call] of sdkCalls[role].entries()) {
        const { unlisted, uncalled } = differences(role, sdkCalls[role].toSpliced(index, 1));
        expect([unlisted.join(), uncalled]).toEqual([expect.stringContaining(call.operation), []]);
      }
      const wider: SdkCall = { service: 'dynamodb', operation: 'Scan', on: ['table'] };
      expect(differences(role, [...sdkCalls[role], wider])).toEqual({ ...same, uncalled: ['dynamodb Scan table'] });
    }
  });

  const callsOf = (role: FunctionName) =>
    world.aws.calls.filter(({ accessKeyId }) => accessKeyId === `AKID${role.toUpperCase()}`);
});

/**
 * News and an alert by either function, more of them than one transaction takes, shares that one sends and the other one makes, first
 * in too little time, and a message that is none.
 */
async function everyCall(world: AwsWorld): Promise<void> {
  expect(await problemsOfRun(world)).toEqual([]);
  // The second source has more news than one transaction takes.
  world.setClock(world.now() + 10 * minute);
  const at = (index: number) => world.now() - (index + 1) * 1_000;
  const many = Array.from({ length: 60 }, (_, index) =>
    finnhubItem({ id: 100 + index, at: at(index), title: `Calder Motors opens plant number ${index} in the north` }),
  );
  world.providers.finnhub.plays(whenever(finnhubList(many)));
  expect((await (await world.deploy('scheduler')).tick()).error).toBeNull();
  // The first one takes its key again, and has as much.
  world.setClock(world.now() + 10 * minute);
  const split = await world.deploy('scheduler', { env: { INGEST_TICKERS_PER_SHARE: '1' } });
  expect((await split.tick()).error).toBeNull();
  const QueueUrl = world.messaging.queueUrl(queuePath('shares'));
  await world.messaging.client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'no share' }));
  const worker = await world.deploy('worker');
  // Shares for which the time does not last come again.
  const news = tiingoList(tiingoItems(60, { now: world.now() }));
  const late = held(news);
  world.providers.tiingo.plays(late.answer, whenever(news));
  const hasty = { invoke: (event: unknown) => worker.invoke(event, { remainingMs: 16_000 }) };
  expect((await poll(world.messaging, hasty))?.error).toBeNull();
  late.letGo();
  expect((await poll(world.messaging, worker))?.error).toBeNull();
}
