import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { held, html } from '../../../../packages/cli/test/e2e/faults/support/answers.js';
import { finnhubList } from '../../../../packages/cli/test/e2e/faults/support/lists.js';
import { finnhubItem } from '../../../../packages/cli/test/e2e/faults/support/news.js';
import { whenever } from '../../../../packages/cli/test/e2e/faults/support/script.js';
import { hasDynamo } from '../../../../packages/storage/test/support/dynamodb.js';
import { type AwsWorld, awsWorld, inSession, minute, onSaturday } from '../support/aws-world.js';
import { poll, type SqsRecord } from '../support/event-source.js';
import { expectEachOnce } from '../support/expect-once.js';
import type { Invoked } from '../support/function-process.js';
import { toldBy } from '../support/lines.js';
import { queuePath } from '../support/messaging.js';
import { storiesIn } from '../support/stories.js';

const tickers = ['AAPL', 'MSFT', 'KO', 'IBM', 'GE'];
const env = { INGEST_SOURCES: 'finnhub', INGEST_TICKERS: tickers.join(',') };
const ofScheduler = { env: { ...env, INGEST_TICKERS_PER_SHARE: '2' } };

describe.skipIf(!(await hasDynamo()))('a run in shares, in the functions as they are deployed', () => {
  const world = awsWorld();
  const waiting = () => world.messaging.queued('shares').length;

  it('is sent by the scheduler and made by workers, once, in whatever order and however often its messages come', async () => {
    newsOfEach(world);
    const scheduler = await world.deploy('scheduler', ofScheduler);
    const sent = await scheduler.tick();
    expect(sent.error).toBeNull();
    expect([waiting(), world.providers.asked.length, toldBy(sent).sum('Runs')]).toEqual([3, 0, 0]);
    const bodies = world.messaging.queued('shares').map(({ body }) => body);
    // Lambda may tell the scheduler the same tick again.
    expect((await scheduler.tick({ requestId: sent.requestId })).error).toBeNull();
    expect(waiting()).toBe(3);

    const worker = await world.deploy('worker', { env });
    const arrange = (records: readonly SqsRecord[]) => [...records.toReversed(), ...records];
    const made = await poll(world.messaging, worker, { arrange });
    expect([made?.error, waiting()]).toEqual([null, 0]);
    expect(toldBy(made as Invoked).sum('NewStories')).toBe(5);
    for (const body of bodies) await send(world, body);
    const again = await poll(world.messaging, worker);
    expect([again?.error, toldBy(again as Invoked).sum('Runs'), waiting()]).toEqual([null, 0, 0]);
    await expectEachOnce(world, tickers.length);
    expect(world.messaging.queued('dead-letters')).toEqual([]);
  });

  it('has its neighbours made when a message is poison, which ends among the dead letters with the reason', async () => {
    newsOfEach(world);
    const scheduler = await world.deploy('scheduler', ofScheduler);
    await scheduler.tick();
    await send(world, '{"slot":"not a share"}');
    const store = await world.store();
    const owner = { holder: 'somebody else', bootId: 'b', pid: 1, processStart: '1' };
    const term = { now: world.now(), from: world.now() - minute, until: world.now() + 60 * minute };
    expect((await store.leases.take('run/1', owner, term)).taken).toBe(true);

    const worker = await world.deploy('worker', { env });
    const rest: number[] = [];
    for (let batch = 0; batch < 3; batch += 1) {
      expect((await poll(world.messaging, worker))?.error).toBeNull();
      rest.push(waiting());
    }
    expect(rest).toEqual([1, 1, 0]);
    const letters = world.messaging.queued('dead-letters');
    expect(letters.map(({ attributes: { code, receives } }) => [code, receives])).toEqual([
      ['CONFIG_INVALID', '1'],
      ['ABORTED', '3'],
    ]);
    expect(letters[0]).toMatchObject({
      body: '{"slot":"not a share"}',
      attributes: { reason: expect.stringContaining('no share') },
    });
    expect(letters[1]?.attributes.reason).toBe('another process is at the tickers of share 2 of 3');
    expect(JSON.parse(letters[1]?.body ?? '')).toMatchObject({ index: 1, tickers: ['KO', 'IBM'] });
    expect((await storiesIn(world)).flatMap(({ tickers: of }) => of).sort()).toEqual(['AAPL', 'GE', 'MSFT']);
  });

  it('is taken up by another worker when one dies in it', async () => {
    const late = held(newsOf(world, 'KO'));
    newsOfEach(world);
    world.providers.finnhubFor('KO').plays(late.answer, whenever(newsOf(world, 'KO')));
    await (await world.deploy('scheduler', ofScheduler)).tick();
    const first = await world.deploy('worker', { env });
    const dying = poll(world.messaging, first);
    await world.providers.seen(3);
    first.kill();
    expect((await dying)?.error?.errorType).toBe('Runtime.ExitError');
    late.letGo();
    expect(waiting()).toBe(3);
    world.setClock(inSession + 2 * minute);
    const second = await world.deploy('worker', { env });
    expect((await poll(world.messaging, second))?.error).toBeNull();
    expect(waiting()).toBe(0);
    await expectEachOnce(world, tickers.length);
  });

  it('counts as one run: three that failed in all their shares are one alert, and one that is well ends it', async () => {
    world.providers.finnhub.plays(whenever(html('<h1>We are moving</h1>')));
    world.setClock(onSaturday);
    const scheduler = await world.deploy('scheduler', ofScheduler);
    const worker = await world.deploy('worker', { env });
    const told: (readonly string[])[] = [];
    const errors: (string | undefined)[] = [];
    for (const hour of [0, 1, 2, 3]) {
      if (hour === 3) world.providers.finnhub.plays(whenever(finnhubList([])));
      world.setClock(onSaturday + hour * 60 * minute);
      await scheduler.tick();
      const made = await poll(world.messaging, worker);
      errors.push(made?.error?.errorType);
      // What failed is handed out once more, and found to be done.
      if (made?.error) expect(toldBy((await poll(world.messaging, worker)) as Invoked).sum('Runs')).toBe(0);
      told.push(failuresTold(world));
    }
    expect(errors).toEqual(['SOURCES_EXHAUSTED', 'SOURCES_EXHAUSTED', 'SOURCES_EXHAUSTED', undefined]);
    expect(told).toEqual([[], [], ['firing'], ['firing', 'resolved']]);
  });
});

function failuresTold({ messaging }: AwsWorld): readonly string[] {
  const ofRuns = messaging.alerts().filter(({ event: { data } }) => data.kind === 'COLLECTION_FAILURES');
  return ofRuns.map(({ event: { data } }) => String(data.state));
}

function newsOf({ now }: AwsWorld, ticker: string) {
  const item = finnhubItem({ id: 100 + tickers.indexOf(ticker), at: now() - minute, tickers: [ticker] });
  return finnhubList([item]);
}

function newsOfEach(world: AwsWorld): void {
  for (const ticker of tickers) world.providers.finnhubFor(ticker).plays(whenever(newsOf(world, ticker)));
}

async function send({ messaging }: AwsWorld, MessageBody: string): Promise<void> {
  await messaging.client.send(
    new SendMessageCommand({ QueueUrl: messaging.queueUrl(queuePath('shares')), MessageBody }),
  );
}
