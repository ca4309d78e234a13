import { expect, it } from 'vitest';
import { type PublishedMetric, published } from '../../src/cloudwatch/published.js';
import { dataPointsOf } from '../support/emf.js';
import { calm, tickingWorld } from '../support/ticking-world.js';

const all: [string, PublishedMetric][] = Object.entries(published);

it('writes every metric that is published, in each of its sets of dimensions, with more than one value, and no other', async () => {
  const world = await tickingWorld();
  await world.pass(5);
  await world.pass(5, { isOldNews: true });
  await world.pass(10, { isOldNews: false, failing: { tiingo: 'NOT_FOUND' }, sinkFails: 'SINK_REJECTED' });
  await world.pass(20, { failing: { tiingo: 'AUTH_FAILED', finnhub: 'NOT_FOUND' } });
  await world.pass(20, { ...calm, isDelivering: false });
  await world.pass(5, calm);
  await world.store.close();
  await world.pass(1);
  const points = dataPointsOf(world.told.filter((one) => typeof one === 'string'));
  const moved = new Map<string, Set<number>>();
  for (const { metric, dimensions, values } of points) {
    const key = keyOf(metric, Object.keys(dimensions));
    moved.set(key, new Set([...(moved.get(key) ?? []), ...values]));
  }
  const wanted = all.flatMap(([name, { dimensionSets }]) => dimensionSets.map((set) => keyOf(name, set)));
  expect([...moved.keys()].sort()).toEqual(wanted.sort());
  expect([...moved].filter(([, values]) => values.size < 2)).toEqual([]);
});

function keyOf(metric: string, dimensions: readonly string[]): string {
  return `${metric} [${dimensions.join()}]`;
}
