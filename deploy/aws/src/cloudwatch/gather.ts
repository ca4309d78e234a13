import { metrics, type Sample } from '@ingest/core';
import { type Dimension, dimensionLabels, type PublishedMetric, type PublishedName, published } from './published.js';

/** What is told of one set of dimension values. */
export interface MetricRecord {
  readonly dimensions: Readonly<Partial<Record<Dimension, string>>>;
  /** Of a sum or a largest one value; of single measurements each. */
  readonly values: Readonly<Partial<Record<PublishedName, readonly number[]>>>;
}

/**
 * What CloudWatch is told of these samples: the whole first, then each source. `hasStanding`: the samples of how the whole stands are
 * among them; without them a gauge is missing, since nobody looked.
 */
export function gather(samples: readonly Sample[], { hasStanding }: { readonly hasStanding: boolean }): MetricRecord[] {
  const records = new Map<string, Gathered>();
  const recordOf = (dimensions: MetricRecord['dimensions']): Gathered => {
    const key = JSON.stringify(dimensions);
    const record = records.get(key) ?? { dimensions, values: {} };
    records.set(key, record);
    return record;
  };
  const whole = recordOf({});
  for (const sample of samples) {
    for (const [name, metric] of entries(published)) {
      if (!isMadeOf(metric, sample)) continue;
      for (const set of metric.dimensionSets)
        take(recordOf(dimensionsOf(set, sample)), name, metric, valueIn(metric, sample));
    }
  }
  fillWithZero(whole, hasStanding);
  return [...records.values()];
}

interface Gathered extends MetricRecord {
  readonly values: Partial<Record<PublishedName, number[]>>;
}

function isMadeOf({ of, only }: PublishedMetric, sample: Sample): boolean {
  return sample.name === of && (only === undefined || matches(sample, only));
}

function valueIn({ isOne }: PublishedMetric, sample: Sample): number {
  return isOne === undefined ? sample.value : Number(matches(sample, isOne));
}

function matches({ labels }: Sample, wanted: Readonly<Record<string, readonly string[]>>): boolean {
  return Object.entries(wanted).every(([label, values]) => values.includes(labels[label] ?? ''));
}

function dimensionsOf(set: readonly Dimension[], { labels }: Sample): MetricRecord['dimensions'] {
  return Object.fromEntries(set.map((dimension) => [dimension, labels[dimensionLabels[dimension]] ?? '']));
}

function take({ values }: Gathered, name: PublishedName, { aggregation }: PublishedMetric, value: number): void {
  const before = values[name];
  if (before === undefined) values[name] = [value];
  else if (aggregation === 'each') before.push(value);
  else values[name] = before.map((known) => (aggregation === 'sum' ? known + value : Math.max(known, value)));
}

/** Only the whole: a source with zeros would be more metrics on the bill, of which no alarm is made. */
function fillWithZero({ values }: Gathered, hasStanding: boolean): void {
  for (const [name, { of, isZeroWhenNone }] of entries(published))
    if (isZeroWhenNone && (hasStanding || metrics[of].type !== 'gauge')) values[name] ??= [0];
}

function entries(of: Readonly<Record<PublishedName, PublishedMetric>>): [PublishedName, PublishedMetric][] {
  return Object.entries(of) as [PublishedName, PublishedMetric][];
}
