import { alertKinds, alertSeverities } from '../model/alert.js';
import { collectionOutcomes, runOutcome } from '../model/outcome.js';

/** What a collection did with the items that it received. */
export const itemKinds = ['new', 'duplicate', 'revised', 'collision', 'rejected'] as const;

/** What is counted and what is measured, whoever shows it. */
export interface MetricDefinition {
  /** `counter`: only grows, from the start of the process. `gauge`: read when it is asked for. `histogram`: single measurements. */
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** `flag` is 0 or 1. */
  readonly unit: 'count' | 'seconds' | 'ratio' | 'flag';
  /** One sentence for people. */
  readonly help: string;
  /** By name; what a label can be where that is a closed list, null where it is not. */
  readonly labels: Readonly<Record<string, readonly string[] | null>>;
  /** Upper bounds of the buckets of a histogram. */
  readonly buckets?: readonly number[];
}

/** Every metric by its name: one catalogue, whatever it is rendered to. */
export const metrics = {
  ingest_runs_total: {
    type: 'counter',
    unit: 'count',
    help: 'Runs that ended, and runs that were skipped because another process was at work.',
    labels: { outcome: runOutcome.options },
  },
  ingest_run_duration_seconds: {
    type: 'histogram',
    unit: 'seconds',
    help: 'How long a run took.',
    labels: {},
    buckets: [0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300],
  },
  ingest_slots_missed_total: {
    type: 'counter',
    unit: 'count',
    help: 'Marks of the schedule at which nobody ran.',
    labels: {},
  },
  ingest_collections_total: {
    type: 'counter',
    unit: 'count',
    help: 'Collections by how they ended.',
    labels: { source: null, outcome: collectionOutcomes },
  },
  ingest_collection_duration_seconds: {
    type: 'histogram',
    unit: 'seconds',
    help: 'How long a collection took.',
    labels: { source: null },
    buckets: [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
  },
  ingest_requests_total: {
    type: 'counter',
    unit: 'count',
    help: 'Requests that were sent, those that were sent again included.',
    labels: { source: null },
  },
  ingest_items_total: {
    type: 'counter',
    unit: 'count',
    help: 'Items that were received, by what became of them.',
    labels: { source: null, kind: itemKinds },
  },
  ingest_failovers_total: {
    type: 'counter',
    unit: 'count',
    help: 'Batches of tickers that went on to the next source, and why.',
    labels: { from: null, to: null, code: null },
  },
  ingest_delivery_latency_seconds: {
    type: 'histogram',
    unit: 'seconds',
    help: 'From the commit of the news until a sink took the notification.',
    labels: { sink: null },
    buckets: [0.1, 0.5, 1, 5, 10, 30, 60, 300, 1800, 7200],
  },
  ingest_delivery_failures_total: {
    type: 'counter',
    unit: 'count',
    help: 'Tries of a delivery that failed; those that our own end cut off are not counted.',
    labels: { sink: null, code: null },
  },
  ingest_store_up: {
    type: 'gauge',
    unit: 'flag',
    help: '1 when the store answered this reading; at 0 every other gauge is missing.',
    labels: {},
  },
  ingest_last_success_timestamp_seconds: {
    type: 'gauge',
    unit: 'seconds',
    help: 'When a collection of the source succeeded last, in seconds since 1970.',
    labels: { source: null },
  },
  ingest_data_age_seconds: {
    type: 'gauge',
    unit: 'seconds',
    help: 'Time since the last successful collection of any source; missing before the first.',
    labels: {},
  },
  ingest_data_stale: {
    type: 'gauge',
    unit: 'flag',
    help: '1 when the data is older than the hours of the market and the schedule allow; missing where nobody can tell.',
    labels: {},
  },
  ingest_breaker_open: {
    type: 'gauge',
    unit: 'flag',
    help: '1 while the source is left alone or probed.',
    labels: { source: null },
  },
  ingest_quota_used_ratio: {
    type: 'gauge',
    unit: 'ratio',
    help: 'The part of a window of the plan that is used; above 1 where the plan was larger before.',
    labels: { source: null, window: null },
  },
  ingest_outbox_pending: {
    type: 'gauge',
    unit: 'count',
    help: 'Notifications that wait for the sink.',
    labels: { sink: null },
  },
  ingest_outbox_dead: {
    type: 'gauge',
    unit: 'count',
    help: 'Notifications that were given up.',
    labels: { sink: null },
  },
  ingest_outbox_oldest_age_seconds: {
    type: 'gauge',
    unit: 'seconds',
    help: 'How long the oldest of those that wait does so; 0 when none waits.',
    labels: { sink: null },
  },
  ingest_incidents_open: {
    type: 'gauge',
    unit: 'count',
    help: 'Incidents that are open; missing where there is none.',
    labels: { kind: alertKinds, severity: alertSeverities },
  },
} as const satisfies Readonly<Record<string, MetricDefinition>>;

/** What a metric is called. */
export type MetricName = keyof typeof metrics;

/** All of them, in the order in which they are shown. */
export const metricNames = Object.keys(metrics) as readonly MetricName[];

/** What a metric is to take in: a counter adds it, a histogram keeps it, a gauge becomes it. */
export interface Sample {
  readonly name: MetricName;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

type LabelsOf<Name extends MetricName> = { readonly [Label in keyof (typeof metrics)[Name]['labels']]: string };

/** A sample with exactly the labels of its metric. */
export function sampleOf<Name extends MetricName>(name: Name, value: number, labels: LabelsOf<Name>): Sample {
  return { name, value, labels };
}
