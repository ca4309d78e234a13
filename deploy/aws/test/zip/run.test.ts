import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf, type RunReport } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import { tiingoList } from '../../../../packages/cli/test/e2e/faults/support/lists.js';
import { tiingoItems } from '../../../../packages/cli/test/e2e/faults/support/news.js';
import { forever } from '../../../../packages/cli/test/e2e/faults/support/script.js';
import { builtCommand, jsonOf, preload } from '../../../../packages/cli/test/support/built.js';
import { hasDynamo } from '../../../../packages/storage/test/support/dynamodb.js';
import { awsWorld, minute } from '../support/aws-world.js';
import { toldBy } from '../support/lines.js';
import { storiesIn } from '../support/stories.js';

describe.skipIf(!(await hasDynamo()))('a run in the function as it is deployed', () => {
  const world = awsWorld();
  const command = builtCommand();

  it('leaves stories, a message, metrics and a log that say the same', async () => {
    world.providers.tiingo.plays(forever(tiingoList(tiingoItems(3, { now: world.now() }))));
    const scheduler = await world.deploy('scheduler');
    const ran = await scheduler.tick();
    expect([scheduler.initError, ran.error]).toEqual([null, null]);

    const stories = await storiesIn(world);
    expect(stories).toHaveLength(3);
    const [message, ...others] = world.messaging.news();
    expect([message?.event.type, others]).toEqual(['NEW_MARKET_DATA', []]);
    expect(message?.attributes).toEqual({
      eventType: 'NEW_MARKET_DATA',
      source: 'tiingo',
      isFailover: 'false',
      tickers: '["AAPL"]',
    });
    expect(message?.event.data.itemCount).toBe(3);
    expect(new Set(message?.event.data.storyKeys)).toEqual(new Set(stories.map(({ storyKey }) => storyKey)));
    expect(world.messaging.alerts()).toEqual([]);

    const { points, log, sum } = toldBy(ran);
    expect(points.every(({ namespace }) => namespace === 'Ingest')).toBe(true);
    const metrics = ['Heartbeat', 'Runs', 'FailedRuns', 'NewStories', 'Duplicates', 'Failovers'] as const;
    expect(metrics.map(sum)).toEqual([1, 1, 0, 3, 0, 0]);
    const collections = points.filter(({ metric }) => metric === 'CollectionSuccess');
    expect(collections).toMatchObject([{ dimensions: { Source: 'tiingo' }, values: [1] }]);
    expect(log.map(({ msg }) => msg)).toEqual(expect.arrayContaining(['run:started', 'collection:ended', 'run:ended']));
    expect(ran.answer).toMatchObject({ outcome: 'ok', items: { new: 3 }, notifications: { delivered: 1 } });
  });

  it('is made once, however often its event comes', async () => {
    world.providers.tiingo.plays(forever(tiingoList(tiingoItems(3, { now: world.now() }))));
    const scheduler = await world.deploy('scheduler');
    const first = await scheduler.tick();
    const asked = world.providers.asked.length;
    const again = await scheduler.tick({ requestId: first.requestId });
    const other = await (await world.deploy('scheduler')).tick({ requestId: first.requestId });
    expect([again.error, other.error]).toEqual([null, null]);
    expect(world.providers.asked).toHaveLength(asked);
    expect(world.messaging.news()).toHaveLength(1);
    expect([again, other].map((one) => toldBy(one).sum('Runs'))).toEqual([0, 0]);
  });

  it('goes on in the same process, warm, from where the last one was', async () => {
    const items = tiingoItems(2, { now: world.now() });
    world.providers.tiingo.plays(forever(tiingoList(items)));
    const scheduler = await world.deploy('scheduler');
    await scheduler.tick();
    world.setClock(world.now() + 5 * minute);
    items.push(...tiingoItems(1, { now: world.now(), firstId: 95_000_000 }));
    const warm = await scheduler.tick();
    expect([warm.error, toldBy(warm).sum('NewStories')]).toEqual([null, 1]);
    expect(world.messaging.news().map(({ event }) => event.data.itemCount)).toEqual([2, 1]);
    expect(new Set(world.messaging.news().flatMap(({ event }) => event.data.storyKeys)).size).toBe(3);
  });

  it('stores what the command stores in SQLite of the same replies', async () => {
    world.providers.tiingo.plays(forever(tiingoList(tiingoItems(30, { now: world.now(), tickers: ['aapl', 'msft'] }))));
    await (await world.deploy('scheduler')).tick();
    const shifted = {
      NODE_OPTIONS: `${preload('shifted-clock.mjs').NODE_OPTIONS}`,
      INGEST_TEST_CLOCK_AHEAD_MS: String(world.providers.clock.aheadMs),
    };
    writeFileSync(join(command.directory, 'ingest.config.json'), world.configuration());
    const env = { ...shifted, ...world.keys };
    const ran = jsonOf<RunReport>(
      await command.run(['run', '--tickers', 'AAPL,MSFT', '--store', 'same.db', '--json'], env),
    );
    expect(ran.items.new).toBe(30);
    const { hash } = await digestOf((await world.store()).reading.stories());
    expect((await command.run(['db', 'digest', '--store', 'same.db'])).stdout).toContain(hash);
  });
});
