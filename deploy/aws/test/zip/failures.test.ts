import type { CollectionEvent } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import { html } from '../../../../packages/cli/test/e2e/faults/support/answers.js';
import { finnhubList, tiingoList } from '../../../../packages/cli/test/e2e/faults/support/lists.js';
import { finnhubItem, tiingoItems } from '../../../../packages/cli/test/e2e/faults/support/news.js';
import { forever, whenever } from '../../../../packages/cli/test/e2e/faults/support/script.js';
import { hasDynamo } from '../../../../packages/storage/test/support/dynamodb.js';
import { alarms } from '../../src/cloudwatch/alarms.js';
import { evaluate } from '../support/alarm-evaluator.js';
import { asyncEvents } from '../support/async-events.js';
import { type AwsWorld, awsWorld, inSession, minute, onSaturday } from '../support/aws-world.js';
import type { Invoked } from '../support/function-process.js';
import { toldBy } from '../support/lines.js';
import { storiesIn } from '../support/stories.js';

const broken = html('<h1>We are moving</h1>');

describe.skipIf(!(await hasDynamo()))('runs that fail, in the function as it is deployed', () => {
  const world = awsWorld();

  it('are served by the next source, which is said in rows, message and metrics', async () => {
    world.providers.tiingo.plays(forever(broken));
    const item = finnhubItem({ id: 7, at: world.now() - 5 * minute, tickers: ['AAPL'] });
    world.providers.finnhub.plays(forever(finnhubList([item])));
    const ran = await (await world.deploy('scheduler')).tick();
    expect(ran.error).toBeNull();
    expect(await storiesIn(world)).toMatchObject([{ source: 'finnhub', isFailover: true }]);
    expect(world.messaging.news()).toMatchObject([{ attributes: { source: 'finnhub', isFailover: 'true' } }]);
    const { sum, points } = toldBy(ran);
    expect([sum('Failovers'), sum('FailedRuns'), sum('Runs')]).toEqual([2, 0, 1]);
    const successOf = (source: string) =>
      points.filter(({ metric, dimensions }) => metric === 'CollectionSuccess' && dimensions.Source === source);
    expect(successOf('tiingo')).toMatchObject([{ values: [0] }]);
    expect(successOf('finnhub')).toMatchObject([{ values: [1, 1] }]);
  });

  it('throw, with what they came to saved and written before', async () => {
    everythingIsDown(world);
    const failed = await (await world.deploy('scheduler')).tick();
    expect(failed.error?.errorType).toBe('SOURCES_EXHAUSTED');
    expect(failed.error?.errorMessage).toContain('0 new stories are stored, 2 of 2 tickers have no answer');
    const { sum, log } = toldBy(failed);
    expect([sum('Runs'), sum('FailedRuns'), sum('Heartbeat')]).toEqual([1, 1, 1]);
    expect(log.map(({ msg }) => msg)).toContain('run:ended');
    const events: CollectionEvent[] = [];
    for await (const event of (await world.store()).reading.events({})) events.push(event);
    expect(new Set(events.map(({ source, success }) => `${source} ${success}`))).toEqual(
      new Set(['tiingo false', 'finnhub false']),
    );
  });

  it('in a row are one alert after the third, and one when a run is well again, however often Lambda tries', async () => {
    everythingIsWell(world);
    const scheduler = await world.deploy('scheduler', { env: { INGEST_SOURCES: 'tiingo' } });
    const events = asyncEvents(world, scheduler);
    const told: Record<number, readonly string[]> = {};
    const lines: string[] = [];
    let runs = 0;
    const tickThrough = async (...minutes: readonly number[]) => {
      for (const passed of minutes) {
        const invoked = await events.tick(inSession + passed * minute);
        runs += invoked.reduce((sum, one) => sum + (toldBy(one).sum('FailedRuns') ?? 0), 0);
        lines.push(...invoked.flatMap((one) => one.lines));
        told[passed] = alertsIn(world);
      }
    };
    await tickThrough(0);
    everythingIsDown(world);
    await tickThrough(5, 6, 7, 8, 9);
    expect(runs).toBe(3);
    expect([told[6], told[7], told[9]]).toEqual([[], [fired], [fired]]);
    expect(events.givenUp).not.toEqual([]);

    everythingIsWell(world);
    await tickThrough(10, 11, 12, 13, 14, 15, 20, 25);
    expect(told[11]).toEqual([fired]);
    expect(told[15]).toEqual([fired, 'COLLECTION_FAILURES resolved']);
    const stateAfter = (name: keyof typeof alarms, passed: number) =>
      evaluate(alarms[name], { told: lines, from: inSession, to: inSession + passed * minute }).at(-1)?.state;
    expect([5, 15, 30].map((passed) => stateAfter('failed-runs', passed))).toEqual(['OK', 'ALARM', 'OK']);
    expect([30, 40].map((passed) => stateAfter('heartbeat', passed))).toEqual(['OK', 'ALARM']);
    const [alert] = world.messaging.alerts();
    expect(alert?.attributes).toMatchObject({ eventType: 'ALERT', kind: 'COLLECTION_FAILURES', severity: 'critical' });
  });

  it('on a closed day are made once, though Lambda tries their event again', async () => {
    everythingIsDown(world);
    const events = asyncEvents(world, await world.deploy('scheduler'));
    const tries: Invoked[] = [];
    for (const passed of [0, 1, 3]) tries.push((await events.tick(onSaturday + passed * minute))[0] as Invoked);
    expect(tries.map(({ error }) => error?.errorType)).toEqual(Array(3).fill('SOURCES_EXHAUSTED'));
    expect(new Set(tries.map(({ requestId }) => requestId)).size).toBe(1);
    expect(tries.map((one) => toldBy(one).sum('Runs'))).toEqual([1, 0, 0]);
    expect(events.givenUp).toEqual([tries[0]?.requestId]);
  });
});

const fired = 'COLLECTION_FAILURES firing';

function everythingIsDown({ providers }: AwsWorld): void {
  providers.tiingo.plays(whenever(broken));
  providers.finnhub.plays(whenever(broken));
}

function everythingIsWell({ providers, now }: AwsWorld): void {
  providers.tiingo.plays(whenever(tiingoList(tiingoItems(1, { now: now() }))));
  providers.finnhub.plays(whenever(finnhubList([])));
}

function alertsIn({ messaging }: AwsWorld): readonly string[] {
  return messaging.alerts().map(({ event: { data } }) => `${data.kind} ${data.state}`);
}
