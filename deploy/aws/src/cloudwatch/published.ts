import { collectionOutcomes, isSuccess, type MetricName, type metrics } from '@ingest/core';

/** The dimensions in use, and the label of the catalogue that each shows. */
export const dimensionLabels = { Source: 'source' } as const;
/** What a metric can be told apart by. Each of its values is a metric of its own on the bill. */
export type Dimension = keyof typeof dimensionLabels;

/** One metric as CloudWatch knows it. */
export interface PublishedMetric {
  /** The metric of the catalogue that it is made of. */
  readonly of: MetricName;
  /** Only samples with one of these values of a label; absent: all samples. */
  readonly only?: Readonly<Record<string, readonly string[]>>;
  /** What the samples of one invocation become: their sum, the largest, or one value each, of which percentiles can be taken. */
  readonly aggregation: 'sum' | 'max' | 'each';
  /** Of what is counted and told one by one: samples with these values of a label are 1, all others 0. */
  readonly isOne?: Readonly<Record<string, readonly string[]>>;
  /** As CloudWatch names units. A ratio or a flag has none. */
  readonly unit: 'Count' | 'Seconds' | 'None';
  /** `[]` is the whole: an alarm sees only a metric with exactly its own dimensions. */
  readonly dimensionSets: readonly (readonly Dimension[])[];
  /** Whether the whole is written as 0 where nothing happened. Not where nothing means that nobody knows. */
  readonly isZeroWhenNone: boolean;
  /** One sentence for people. */
  readonly help: string;
}

/** What the labels of a metric can be held to: where the catalogue has a closed list, to members of it. */
type Only<Name extends MetricName> = {
  readonly [Label in keyof (typeof metrics)[Name]['labels']]?: (typeof metrics)[Name]['labels'][Label] extends readonly (infer Value)[]
    ? readonly Value[]
    : readonly string[];
};

type Rest = Omit<PublishedMetric, 'of' | 'only' | 'dimensionSets'> & {
  readonly dimensionSets?: readonly Dimension[][];
};

const asked = collectionOutcomes.filter((outcome) => outcome !== 'skipped' && outcome !== 'not-configured');
/** Shorter windows are whole again before anybody reads of them: the rule of QUOTA_LOW leaves them out, too. */
const longWindows = ['hour', 'day', 'month'];
const bySource: Dimension[][] = [['Source']];

/** Every metric that is published, by its name in CloudWatch: few, since each is paid for. */
export const published = {
  Heartbeat: made(
    'ingest_store_up',
    {},
    {
      aggregation: 'max',
      unit: 'None',
      isZeroWhenNone: false,
      help: '1 when an invocation of the scheduler came to its end and the store answered, 0 when the store did not.',
    },
  ),
  Runs: made(
    'ingest_runs_total',
    { outcome: ['ok', 'partial', 'failed'] },
    {
      aggregation: 'sum',
      unit: 'Count',
      isZeroWhenNone: true,
      help: 'Runs that ended. A run that is made in shares counts as many times.',
    },
  ),
  FailedRuns: made(
    'ingest_runs_total',
    { outcome: ['failed'] },
    {
      aggregation: 'sum',
      unit: 'Count',
      isZeroWhenNone: true,
      help: 'Runs, and shares of runs, that failed.',
    },
  ),
  CollectionSuccess: made(
    'ingest_collections_total',
    { outcome: asked },
    {
      aggregation: 'each',
      isOne: { outcome: asked.filter(isSuccess) },
      unit: 'None',
      dimensionSets: bySource,
      isZeroWhenNone: false,
      help: '1 for each collection that answered, with news, with none or with a part of it, 0 for each that did not: its average is the success rate, its sample count the collections.',
    },
  ),
  CollectionDuration: made(
    'ingest_collection_duration_seconds',
    {},
    {
      aggregation: 'each',
      unit: 'Seconds',
      dimensionSets: bySource,
      isZeroWhenNone: false,
      help: 'How long each collection took.',
    },
  ),
  Failovers: made(
    'ingest_failovers_total',
    {},
    {
      aggregation: 'sum',
      unit: 'Count',
      isZeroWhenNone: true,
      help: 'Batches of tickers that went on to the next source.',
    },
  ),
  NewStories: made(
    'ingest_items_total',
    { kind: ['new'] },
    {
      aggregation: 'sum',
      unit: 'Count',
      isZeroWhenNone: true,
      help: 'Items that made a new story.',
    },
  ),
  Duplicates: made(
    'ingest_items_total',
    { kind: ['duplicate'] },
    {
      aggregation: 'sum',
      unit: 'Count',
      isZeroWhenNone: true,
      help: 'Items that were known already.',
    },
  ),
  DeliveryLatency: made(
    'ingest_delivery_latency_seconds',
    {},
    {
      aggregation: 'each',
      unit: 'Seconds',
      isZeroWhenNone: false,
      help: 'From the commit of the news until a sink took the notification, each.',
    },
  ),
  DataAge: made(
    'ingest_data_age_seconds',
    {},
    {
      aggregation: 'max',
      unit: 'Seconds',
      isZeroWhenNone: false,
      help: 'Time since the last successful collection of any source; missing before the first.',
    },
  ),
  DataStale: made(
    'ingest_data_stale',
    {},
    {
      aggregation: 'max',
      unit: 'None',
      isZeroWhenNone: false,
      help: '1 when the data is older than the hours of the market and the schedule allow; missing where nobody can tell.',
    },
  ),
  OpenBreakers: made(
    'ingest_breaker_open',
    {},
    {
      aggregation: 'sum',
      unit: 'Count',
      isZeroWhenNone: true,
      help: 'Sources that are left alone or probed.',
    },
  ),
  QuotaUsed: made(
    'ingest_quota_used_ratio',
    { window: longWindows },
    {
      aggregation: 'max',
      unit: 'None',
      dimensionSets: [[], ...bySource],
      isZeroWhenNone: true,
      help: 'The used part of that window of an hour, a day or a month of which most is used, 0 to 1.',
    },
  ),
  OldestNotification: made(
    'ingest_outbox_oldest_age_seconds',
    {},
    {
      aggregation: 'max',
      unit: 'Seconds',
      isZeroWhenNone: true,
      help: 'How long the oldest notification waits that no sink has taken yet.',
    },
  ),
  DeadNotifications: made(
    'ingest_outbox_dead',
    {},
    {
      aggregation: 'sum',
      unit: 'Count',
      isZeroWhenNone: true,
      help: 'Notifications that were given up.',
    },
  ),
  CriticalIncidents: made(
    'ingest_incidents_open',
    { severity: ['critical'] },
    {
      aggregation: 'sum',
      unit: 'Count',
      isZeroWhenNone: true,
      help: 'Incidents that are open and critical.',
    },
  ),
  OpenIncidents: made(
    'ingest_incidents_open',
    {},
    {
      aggregation: 'sum',
      unit: 'Count',
      isZeroWhenNone: true,
      help: 'Incidents that are open, of either severity.',
    },
  ),
} satisfies Readonly<Record<string, PublishedMetric>>;

/** What a metric is called in CloudWatch. */
export type PublishedName = keyof typeof published;

/** All of them, in the order in which they are written. */
export const publishedNames = Object.keys(published) as readonly PublishedName[];

/** How many metrics are on the bill: one for the whole or for each source, as each is told apart. */
export function paidMetrics(sources: number): number {
  const sets = Object.values(published).flatMap(({ dimensionSets }) => dimensionSets);
  return sets.reduce((count, set) => count + sources ** set.length, 0);
}

function made<Name extends MetricName>(of: Name, only: Only<Name>, rest: Rest): PublishedMetric {
  const filter = Object.keys(only).length === 0 ? {} : { only: only as NonNullable<PublishedMetric['only']> };
  return { of, ...filter, ...rest, dimensionSets: rest.dimensionSets ?? [[]] };
}
