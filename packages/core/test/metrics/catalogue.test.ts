import { describe, expect, it } from 'vitest';
import { type MetricDefinition, metricNames, metrics } from '../../src/metrics/catalogue.js';

const suffixes: Readonly<Record<MetricDefinition['unit'], RegExp>> = {
  count: /^/,
  seconds: /_seconds$/,
  ratio: /_ratio$/,
  flag: /^/,
};

describe.each(metricNames)('%s', (name) => {
  const metric: MetricDefinition = metrics[name];

  it('is named as Prometheus asks: a prefix, the unit, and _total for what is counted', () => {
    expect(name).toMatch(/^ingest_[a-z]+(_[a-z]+)*$/);
    expect(name).toMatch(suffixes[metric.unit]);
    expect(name.endsWith('_total')).toBe(metric.type === 'counter');
  });

  it('has one sentence of help, labels that are allowed, and buckets where it is a histogram', () => {
    expect(metric.help).toMatch(/^\S.*\.$/);
    for (const label of Object.keys(metric.labels)) expect(label).toMatch(/^[a-z]+$/);
    expect(metric.buckets !== undefined).toBe(metric.type === 'histogram');
    expect([...(metric.buckets ?? [])].sort((left, right) => left - right)).toEqual(metric.buckets ?? []);
  });
});
