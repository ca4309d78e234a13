import { alarms } from './alarms.js';
import { type Dimension, type PublishedName, published } from './published.js';

/**
 * The dashboard of CloudWatch, of the metrics that are published. `generate.mjs` writes it to generated/dashboard.json, for
 * `templatefile`: what only a deployment knows stands in it as `${…}`.
 */
export interface Dashboard {
  readonly widgets: readonly Widget[];
}

/** What the template is given: the namespace of our metrics, where the deployment is, its name, and the names of its parts. */
export const dashboardVariables = [
  'namespace',
  'region',
  'partition',
  'account',
  'name',
  'scheduler',
  'worker',
  'shares',
  'deadLetters',
  'failures',
] as const;

/** A widget as AWS documents it (Dashboard body structure and syntax), as far as it is used here. */
interface Widget {
  readonly type: 'text' | 'alarm' | 'metric';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: object;
}

/** One line of a graph, or one for each source. */
type Line = readonly (string | object)[];

interface Graph {
  readonly title: string;
  readonly lines: readonly Line[];
  readonly yAxis?: object;
  readonly annotations?: object;
}

const periodSeconds = 300;
const columns = 24;
const graphSize = { width: 8, height: 6 };

const graphs: readonly Graph[] = [
  { title: 'Collections by source', lines: [bySource('CollectionSuccess', 'SampleCount')] },
  {
    title: 'Success rate by source',
    lines: [bySource('CollectionSuccess', 'Average')],
    yAxis: { left: { min: 0, max: 1 } },
  },
  { title: 'How long collections take by source, 90 %', lines: [bySource('CollectionDuration', 'p90')] },
  {
    title: 'Runs and failovers',
    lines: [whole('Runs', 'Sum'), whole('FailedRuns', 'Sum'), whole('Failovers', 'Sum')],
  },
  {
    title: 'Freshness',
    lines: [whole('DataAge', 'Maximum'), whole('DataStale', 'Maximum', { yAxis: 'right' })],
    yAxis: { left: { min: 0, label: 'seconds' }, right: { min: 0, max: 1 } },
  },
  {
    title: 'New stories and duplicates',
    lines: [whole('NewStories', 'Sum'), whole('Duplicates', 'Sum')],
  },
  {
    title: 'How late notifications arrive',
    lines: [whole('DeliveryLatency', 'p50'), whole('DeliveryLatency', 'p90'), whole('DeliveryLatency', 'Maximum')],
    yAxis: { left: { min: 0, label: 'seconds' } },
  },
  {
    title: 'Notifications that wait or were given up',
    lines: [whole('OldestNotification', 'Maximum'), whole('DeadNotifications', 'Maximum', { yAxis: 'right' })],
    annotations: limit('notification-late'),
  },
  {
    title: 'Used part of the plans by source',
    lines: [whole('QuotaUsed', 'Maximum'), bySource('QuotaUsed', 'Maximum')],
    yAxis: { left: { min: 0 } },
    annotations: limit('quota-low'),
  },
  {
    title: 'Incidents, and sources left alone',
    lines: [whole('OpenIncidents', 'Maximum'), whole('CriticalIncidents', 'Maximum'), whole('OpenBreakers', 'Maximum')],
  },
  {
    title: 'Heartbeat and errors',
    lines: [
      whole('Heartbeat', 'Minimum'),
      ofFunction('Errors', 'scheduler', 'Sum'),
      ofFunction('Errors', 'worker', 'Sum'),
    ],
  },
  {
    title: 'Functions and queues',
    lines: [
      ofFunction('Duration', 'scheduler', 'p90'),
      ofFunction('Duration', 'worker', 'p90'),
      ...(['shares', 'deadLetters', 'failures'] as const).map(ofQueue),
    ],
    yAxis: { left: { min: 0, label: 'milliseconds' }, right: { min: 0, label: 'messages' } },
  },
];

const text: Widget = {
  type: 'text',
  x: 0,
  y: 0,
  width: columns,
  height: 2,
  properties: {
    markdown:
      '# ${name}\nMarket news that is collected, and the trouble with it. What an alarm means and what to do: docs/runbook.md.',
  },
};

const arnOfAlarms = 'arn:${partition}:cloudwatch:${region}:${account}:alarm:${name}-';

const alarmStates: Widget = {
  type: 'alarm',
  x: 0,
  y: text.height,
  width: columns,
  height: 3,
  properties: {
    title: 'Alarms',
    alarms: Object.keys(alarms).map((key) => `${arnOfAlarms}${key}`),
  },
};

/** Text, the states of the alarms, and below them three graphs in a row. */
export const dashboard: Dashboard = {
  widgets: [text, alarmStates, ...graphs.map((graph, index) => placed(graph, index))],
};

function placed({ lines, ...rest }: Graph, index: number): Widget {
  const perRow = columns / graphSize.width;
  return {
    type: 'metric',
    x: (index % perRow) * graphSize.width,
    y: text.height + alarmStates.height + Math.floor(index / perRow) * graphSize.height,
    ...graphSize,
    properties: { ...rest, view: 'timeSeries', region: '${region}', period: periodSeconds, metrics: lines },
  };
}

/** Throws a RangeError for a metric that is not published so: the graph would stay empty for ever. */
function assertPublished(name: PublishedName, set: readonly Dimension[]): void {
  if (!published[name].dimensionSets.some((one) => one.join() === set.join()))
    throw new RangeError(`${name} is not published by ${set.join() || 'the whole'}`);
}

function whole(name: PublishedName, stat: string, more: object = {}): Line {
  assertPublished(name, []);
  return ['${namespace}', name, { stat, label: `${name} ${stat}`, ...more }];
}

/** Every source that there is, so that nobody has to list them. */
function bySource(name: PublishedName, stat: string): Line {
  assertPublished(name, ['Source']);
  const expression = `SEARCH('{"\${namespace}",Source} MetricName="${name}"', '${stat}')`;
  return [{ expression, id: `by_source_${name.toLowerCase()}`, period: periodSeconds }];
}

function ofFunction(metric: string, name: 'scheduler' | 'worker', stat: string): Line {
  return ['AWS/Lambda', metric, 'FunctionName', `\${${name}}`, { stat, label: `${metric} ${name}` }];
}

function ofQueue(name: 'shares' | 'deadLetters' | 'failures'): Line {
  const metric = 'ApproximateNumberOfMessagesVisible';
  return [
    'AWS/SQS',
    metric,
    'QueueName',
    `\${${name}}`,
    { stat: 'Maximum', yAxis: 'right', label: `messages ${name}` },
  ];
}

/** Where the alarm begins. */
function limit(name: keyof typeof alarms): object {
  return { horizontal: [{ label: name, value: alarms[name].threshold }] };
}
