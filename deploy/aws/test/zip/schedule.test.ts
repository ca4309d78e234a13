import { describe, expect, it } from 'vitest';
import { tiingoList } from '../../../../packages/cli/test/e2e/faults/support/lists.js';
import { tiingoItems } from '../../../../packages/cli/test/e2e/faults/support/news.js';
import { whenever } from '../../../../packages/cli/test/e2e/faults/support/script.js';
import { hasDynamo } from '../../../../packages/storage/test/support/dynamodb.js';
import { type AwsWorld, awsWorld, inSession, minute, onSaturday } from '../support/aws-world.js';
import { toldBy } from '../support/lines.js';

const second = 1_000;

describe.skipIf(!(await hasDynamo()))('ticks of a minute, in the function as it is deployed', () => {
  const world = awsWorld();

  it('make a run each five minutes while the market is open', async () => {
    world.providers.tiingo.plays(whenever(tiingoList([])));
    expect(await runsAt(world, inSession, [0, 1, 4, 5, 6, 9, 10])).toEqual([0, 5, 10]);
  });

  it('make a run each hour after the close, and on a closed day', async () => {
    world.providers.tiingo.plays(whenever(tiingoList([])));
    const close = Date.parse('2026-11-24T21:00:00Z');
    expect(await runsAt(world, close, [-5, -1, 0, 5, 59, 60])).toEqual([-5, 0, 60]);
    expect(await runsAt(world, onSaturday, [-1, 0, 5, 59, 60])).toEqual([-1, 0, 60]);
  });

  it('that come late, twice or out of order make no more of them', async () => {
    world.providers.tiingo.plays(whenever(tiingoList([])));
    const scheduler = await world.deploy('scheduler');
    const tick = (scheduled: number, at: number) => {
      world.setClock(inSession + at * minute);
      return scheduler.invoke({ scheduledAt: new Date(inSession + scheduled * minute).toISOString() });
    };
    const runs: (number | undefined)[] = [];
    for (const [scheduled, at] of [
      [0, 0.1],
      [0, 0.2],
      [2, 2.1],
      [1, 2.2],
      [-3, 2.3],
      [5, 5.1],
      [4, 5.2],
    ] as const)
      runs.push(toldBy(await tick(scheduled, at)).sum('Runs'));
    expect(runs).toEqual([1, 0, 0, 0, 0, 1, 0]);
  });

  it('without a run of their own deliver what is due', async () => {
    const items = tiingoItems(2, { now: world.now() });
    world.providers.tiingo.plays(whenever(tiingoList(items)));
    world.aws.interrupt(
      ({ operation }) => operation === 'Publish',
      'before',
      () => {},
    );
    const scheduler = await world.deploy('scheduler');
    const ran = await scheduler.tick();
    expect([ran.error, world.messaging.news()]).toEqual([null, []]);
    world.setClock(inSession + 2 * minute);
    const idle = await scheduler.tick();
    expect([idle.error, toldBy(idle).sum('Runs')]).toEqual([null, 0]);
    expect(world.messaging.news()).toHaveLength(1);
    expect(toldBy(idle).sum('DeliveryLatency')).toBeGreaterThan(60);
  });

  it('say that they are there, and how old the data is, with and without a run', async () => {
    world.providers.tiingo.plays(whenever(tiingoList(tiingoItems(1, { now: world.now() }))));
    const scheduler = await world.deploy('scheduler');
    await scheduler.tick();
    world.setClock(inSession + 2 * minute);
    const { sum } = toldBy(await scheduler.tick());
    expect([sum('Heartbeat'), sum('Runs'), sum('DataStale')]).toEqual([1, 0, 0]);
    expect(sum('DataAge')).toBeCloseTo(120, -1);
  });
});

/** At which of these minutes a tick made a run. */
async function runsAt(world: AwsWorld, from: number, minutes: readonly number[]): Promise<readonly number[]> {
  world.setClock(from);
  const scheduler = await world.deploy('scheduler');
  const found: number[] = [];
  for (const passed of minutes) {
    world.setClock(from + passed * minute + 5 * second);
    const ticked = await scheduler.tick();
    expect(ticked.error).toBeNull();
    if (toldBy(ticked).sum('Runs') === 1) found.push(passed);
  }
  return found;
}
