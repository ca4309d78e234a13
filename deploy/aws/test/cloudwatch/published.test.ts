import { type MetricDefinition, metrics } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import { dimensionLabels, type PublishedMetric, paidMetrics, published } from '../../src/cloudwatch/published.js';

const all: [string, PublishedMetric][] = Object.entries(published);

describe('published', () => {
  it.each(all)('%s is made of a metric of the catalogue and of values that its labels can have', (_, metric) => {
    const definition: MetricDefinition = metrics[metric.of];
    expect(definition).toBeDefined();
    for (const [label, values] of [metric.only, metric.isOne].flatMap((filter) => Object.entries(filter ?? {}))) {
      expect(definition.labels).toHaveProperty(label);
      expect(values).not.toEqual([]);
      const known = definition.labels[label];
      if (known) for (const value of values) expect(known).toContain(value);
    }
  });

  it.each(all)('%s can be told apart by what its catalogue metric is labelled with', (_, { of, dimensionSets }) => {
    expect(dimensionSets).not.toEqual([]);
    for (const dimension of dimensionSets.flat()) expect(metrics[of].labels).toHaveProperty(dimensionLabels[dimension]);
  });

  it.each(all)('%s has the unit and the sum that fit its kind', (_, { of, unit, aggregation, isOne }) => {
    const { type, unit: own } = metrics[of];
    if (isOne) return expect([type, unit, aggregation]).toEqual(['counter', 'None', 'each']);
    expect(unit).toBe({ count: 'Count', seconds: 'Seconds', ratio: 'None', flag: unit }[own]);
    expect(aggregation).toBe({ counter: 'sum', histogram: 'each', gauge: aggregation }[type]);
    expect(type === 'gauge' && aggregation === 'each').toBe(false);
  });

  it.each(all)('%s is 0 only where nothing is known to have happened', (_, { of, isZeroWhenNone, dimensionSets }) => {
    if (isZeroWhenNone) expect(dimensionSets).toContainEqual([]);
    if (metrics[of].type === 'histogram') expect(isZeroWhenNone).toBe(false);
  });

  it('has no name that is also a dimension: both stand at the root of a line', () => {
    for (const dimension of Object.keys(dimensionLabels)) expect(published).not.toHaveProperty(dimension);
    expect(all.length).toBeLessThanOrEqual(100);
  });

  it('publishes nothing that only the watch of the command line tells', () => {
    expect(all.map(([, { of }]) => of)).not.toContain('ingest_slots_missed_total');
  });

  it('stays small: with two sources, 21 metrics are on the bill', () => {
    expect(paidMetrics(2)).toBe(21);
  });
});
