import {
  type EventReader,
  type MetricDefinition,
  type MetricName,
  metricNames,
  metrics,
  type Sample,
  type Standing,
  samplesOf,
  standingSamples,
} from '@ingest/core';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

export interface Prometheus {
  /** Counts from now on. */
  readonly read: EventReader;
  /** The text that Prometheus reads. `standing`: how the whole stands; null when the store did not answer. */
  render(standing: Standing | null): Promise<string>;
  readonly contentType: string;
}

/** The catalogue for Prometheus. `withProcess`: the metrics of the process and of Node, too. */
export function prometheus({ withProcess }: { readonly withProcess: boolean }): Prometheus {
  const registry = new Registry();
  const takers = new Map(
    metricNames
      .filter((name) => metrics[name].type !== 'gauge')
      .map((name) => [name, takerOf(name, metrics[name], registry)]),
  );
  if (withProcess) collectDefaultMetrics({ register: registry });
  return {
    read(event) {
      for (const sample of samplesOf(event)) takers.get(sample.name)?.(sample);
    },
    async render(standing) {
      // Two readings at once each have gauges of their own.
      return `${await registry.metrics()}\n${await gaugesOf(standingSamples(standing)).metrics()}`;
    },
    contentType: registry.contentType,
  };
}

function takerOf(name: MetricName, definition: MetricDefinition, registry: Registry): (sample: Sample) => void {
  const { type, help, labels, buckets } = definition;
  const shared = { name, help, labelNames: Object.keys(labels), registers: [registry] };
  if (type === 'histogram') {
    const histogram = new Histogram({ ...shared, ...(buckets && { buckets: [...buckets] }) });
    return (sample) => histogram.observe(sample.labels, sample.value);
  }
  const counter = new Counter(shared);
  // A counter that appears with its first event has no growth to be seen.
  for (const [label, values] of Object.entries(labels).length === 1 ? Object.entries(labels) : [])
    for (const value of values ?? []) counter.inc({ [label]: value }, 0);
  return (sample) => counter.inc(sample.labels, sample.value);
}

function gaugesOf(samples: readonly Sample[]): Registry {
  const registry = new Registry();
  const gauges = new Map<MetricName, Gauge>();
  for (const { name, labels, value } of samples) {
    const { help, labels: known } = metrics[name];
    const gauge = gauges.get(name) ?? new Gauge({ name, help, labelNames: Object.keys(known), registers: [registry] });
    gauges.set(name, gauge);
    gauge.set(labels, value);
  }
  return registry;
}
