import { describe, expect, it } from 'vitest';
import { hang, held } from '../../../../packages/cli/test/e2e/faults/support/answers.js';
import { finnhubList, tiingoList } from '../../../../packages/cli/test/e2e/faults/support/lists.js';
import { finnhubItem, tiingoItems } from '../../../../packages/cli/test/e2e/faults/support/news.js';
import { forever, whenever } from '../../../../packages/cli/test/e2e/faults/support/script.js';
import { hasDynamo } from '../../../../packages/storage/test/support/dynamodb.js';
import type { AwsCall } from '../support/aws-call.js';
import { awsWorld, inSession, minute } from '../support/aws-world.js';
import { expectEachOnce } from '../support/expect-once.js';
import { toldBy } from '../support/lines.js';
import { storiesIn } from '../support/stories.js';

describe.skipIf(!(await hasDynamo()))('a run that is cut off, in the function as it is deployed', () => {
  const world = awsWorld();
  /** More than a page. */
  const burst = () => tiingoList(tiingoItems(150, { now: world.now() }));

  it('ends before its invocation does, keeps what it has, and the next tick reads the rest', async () => {
    const newsOf = (id: number, ticker: string) =>
      finnhubList([finnhubItem({ id, at: world.now() - minute, tickers: [ticker] })]);
    world.providers.finnhubFor('AAPL').plays(forever(newsOf(1, 'AAPL')));
    world.providers.finnhubFor('MSFT').plays(hang, forever(newsOf(2, 'MSFT')));
    const scheduler = await world.deploy('scheduler', { env: { INGEST_SOURCES: 'finnhub' } });
    const cut = await scheduler.tick({ remainingMs: 10_000 });
    expect(cut.error?.errorType).toBe('ABORTED');
    expect(cut.durationMs).toBeLessThan(9_900);
    expect((await storiesIn(world)).map(({ tickers }) => tickers)).toEqual([['AAPL']]);
    expect(toldBy(cut).sum('Heartbeat')).toBe(1);
    world.setClock(world.now() + minute);
    expect((await scheduler.tick()).error).toBeNull();
    await expectEachOnce(world, 2);
  });

  it('says so when no source answers in the time that is left', async () => {
    world.providers.tiingo.plays(whenever(hang));
    world.providers.finnhub.plays(whenever(hang));
    const cut = await (await world.deploy('scheduler')).tick({ remainingMs: 8_000 });
    expect(cut.error?.errorType).toBe('ABORTED');
    expect(cut.durationMs).toBeLessThan(7_900);
    expect(world.messaging.alerts()).toEqual([]);
  });

  it('by the death of its process is taken up by another one', async () => {
    const second = held(burst());
    world.providers.tiingo.plays(burst(), second.answer, forever(burst()));
    const first = await world.deploy('scheduler');
    const dying = first.tick();
    await world.providers.seen(2);
    first.kill();
    expect((await dying).error?.errorType).toBe('Runtime.ExitError');
    second.letGo();
    // The lease of the dead is over by then.
    world.setClock(world.now() + 2 * minute);
    expect((await (await world.deploy('scheduler')).tick()).error).toBeNull();
    await expectEachOnce(world, 150);
  });

  it.for([
    ['commit', 'before'],
    ['commit', 'after'],
    ['message', 'before'],
    ['message', 'after'],
  ] as const)(
    'at its %s, %s that is done, loses nothing and announces nothing under two ids',
    async ([what, moment]) => {
      world.providers.tiingo.plays(forever(tiingoList(tiingoItems(5, { now: world.now() }))));
      const first = await world.deploy('scheduler');
      world.aws.interrupt(what === 'commit' ? isCommit : isMessage, moment, () => first.kill());
      expect((await first.tick()).error?.errorType).toBe('Runtime.ExitError');
      const next = await world.deploy('scheduler');
      for (const passed of [2, 3]) {
        world.setClock(inSession + passed * minute);
        expect((await next.tick()).error).toBeNull();
      }
      await expectEachOnce(world, 5);
    },
  );
});

const isMessage = ({ operation }: AwsCall) => operation === 'Publish';
const isCommit = ({ operation, body }: AwsCall) =>
  operation === 'TransactWriteItems' && JSON.stringify(body).includes('NEW_MARKET_DATA');
