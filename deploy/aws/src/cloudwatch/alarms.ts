import { type PublishedName, published } from './published.js';

/**
 * The alarms of CloudWatch, ten at most. `generate.mjs` writes them to generated/alarms.json as an object by name, for
 * `for_each = jsondecode(file(…))` over aws_cloudwatch_metric_alarm. What only a deployment knows the module puts in: the name of an
 * alarm is `<name of the deployment>-<key>`, a `namespace` of null is the namespace of our own metrics, and the values of
 * `dimensions` are keys of a map of names: `scheduler` the function, `deadLetters` and `failures` the queues. `alarm_actions` and
 * `ok_actions` are the topic of the alerts for every one. The key of that topic must be one whose policy lets
 * cloudwatch.amazonaws.com use it: an alarm cannot tell a topic that has the key which AWS manages.
 */
export interface Alarm {
  /** What is wrong, as people read it in the message of the alarm. */
  readonly description: string;
  /** Why there is this alarm, and why with these numbers. */
  readonly why: string;
  /** Null: that of our own metrics. */
  readonly namespace: 'AWS/Lambda' | 'AWS/SQS' | null;
  readonly metricName: string;
  /** All of them: an alarm sees only the metric with exactly these. */
  readonly dimensions: Readonly<Record<string, AlarmedResource>>;
  readonly statistic: 'Maximum' | 'Sum';
  readonly periodSeconds: number;
  readonly comparison: 'GreaterThanOrEqualToThreshold' | 'LessThanThreshold';
  readonly threshold: number;
  /** Of the last so many periods … */
  readonly evaluationPeriods: number;
  /** … so many have to be bad. */
  readonly datapointsToAlarm: number;
  readonly treatMissingData: 'breaching' | 'notBreaching' | 'ignore';
  /** What a period without a value means. */
  readonly missingBecause: string;
  /** Where to read what to do. */
  readonly runbook: string;
}

/** What an alarm of a metric of AWS can look at. */
export type AlarmedResource = 'scheduler' | 'deadLetters' | 'failures';

const gaugeIsMissing =
  'No value: no invocation came to its end, or the store did not answer. The state stays, and heartbeat tells of it.';
const queueIsMissing = 'No value: a queue that is empty and that nobody touches tells nothing after six hours.';

/** Every alarm by its name. */
export const alarms = {
  heartbeat: own('Heartbeat', {
    description:
      'For ten minutes no invocation of the scheduler came to its end with a store that answered. No news is collected.',
    why: 'It is the one that speaks when everything else is silent: a schedule that is off, a function that cannot start or is killed, a store that is away. A tick comes every minute; ten of them cover the longest run that holds the others up.',
    statistic: 'Maximum',
    periodSeconds: 60,
    comparison: 'LessThanThreshold',
    threshold: 1,
    evaluationPeriods: 10,
    datapointsToAlarm: 10,
    treatMissingData: 'breaching',
    missingBecause: 'No value is the very thing that it looks for.',
    section: 'heartbeat',
  }),
  'failed-runs': own('FailedRuns', {
    description: 'Runs failed in two of the last three stretches of five minutes: no source gave a good answer.',
    why: 'One run that fails is tried again in its slot; two stretches of them are no accident. It counts runs alone, whatever else our own alerts make of them.',
    statistic: 'Sum',
    periodSeconds: 300,
    comparison: 'GreaterThanOrEqualToThreshold',
    threshold: 1,
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    treatMissingData: 'ignore',
    missingBecause:
      'Each invocation writes 0 where no run failed. No value: none came to its end, which is no sign that runs are well again.',
    section: 'collection_failures',
  }),
  'stale-data': own('DataStale', {
    description: 'No collection has succeeded for longer than the hours of the market and the schedule allow.',
    why: 'It is what a user of the news would notice first. The rule of STALE_DATA has waited long enough by then; three values of five are against one that comes late.',
    statistic: 'Maximum',
    periodSeconds: 60,
    comparison: 'GreaterThanOrEqualToThreshold',
    threshold: 1,
    evaluationPeriods: 5,
    datapointsToAlarm: 3,
    treatMissingData: 'ignore',
    missingBecause: gaugeIsMissing,
    section: 'stale_data',
  }),
  'source-left-alone': own('OpenBreakers', {
    description: 'For a quarter of an hour a source has been left alone because it failed, or refuses its key.',
    why: 'The others serve its tickers meanwhile, and SOURCE_DEGRADED has told of it. A source is probed every five minutes: one that is still away after three of these may need somebody.',
    statistic: 'Maximum',
    periodSeconds: 300,
    comparison: 'GreaterThanOrEqualToThreshold',
    threshold: 1,
    evaluationPeriods: 4,
    datapointsToAlarm: 3,
    treatMissingData: 'ignore',
    missingBecause: gaugeIsMissing,
    section: 'source_degraded',
  }),
  'critical-incident': own('CriticalIncidents', {
    description:
      'A critical incident is open: runs fail, a key is refused, data is stale, or notifications do not arrive.',
    why: 'Our own alerts tell more and sooner, unless the sink that carries them is what is broken. This way goes past it.',
    statistic: 'Maximum',
    periodSeconds: 60,
    comparison: 'GreaterThanOrEqualToThreshold',
    threshold: 1,
    evaluationPeriods: 5,
    datapointsToAlarm: 3,
    treatMissingData: 'ignore',
    missingBecause: gaugeIsMissing,
    section: 'critical-incident',
  }),
  'quota-low': own('QuotaUsed', {
    description: 'Of an hour, a day or a month of what a source allows, 90 % is used.',
    why: 'When it is used up the source is not asked until the window is over. The limit is that of QUOTA_LOW.',
    statistic: 'Maximum',
    periodSeconds: 300,
    comparison: 'GreaterThanOrEqualToThreshold',
    threshold: 0.9,
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    treatMissingData: 'ignore',
    missingBecause: gaugeIsMissing,
    section: 'quota_low',
  }),
  'notification-late': own('OldestNotification', {
    description: 'A notification has waited for its sink for more than five minutes.',
    why: 'What is stored is delivered within seconds, and what failed is tried again with every tick. It also sees what was never tried, which DELIVERY_FAILING does not.',
    statistic: 'Maximum',
    periodSeconds: 60,
    comparison: 'GreaterThanOrEqualToThreshold',
    threshold: 300,
    evaluationPeriods: 5,
    datapointsToAlarm: 3,
    treatMissingData: 'ignore',
    missingBecause: gaugeIsMissing,
    section: 'delivery_failing',
  }),
  'dead-letters': ofQueue('deadLetters', {
    description: 'A share of a run was given up: it lies in the queue of dead letters with its reason.',
    why: 'A share ends there after three tries, or after its worker died four times. Its tickers are collected with the next run; what broke it may be there still.',
    section: 'dead-letters',
  }),
  'lost-ticks': ofQueue('failures', {
    description: 'A tick of the schedule failed in all its tries: it lies in the queue of failures with its error.',
    why: 'Lambda tries a tick that failed twice more. One in that queue failed three times, or waited too long.',
    section: 'lost-ticks',
  }),
  'function-errors': {
    description: 'The scheduler function failed in two of the last three stretches of five minutes.',
    why: 'It is counted by Lambda and not by us: a function that cannot start, runs out of time or of memory writes no metric. A run that failed is counted too, since it throws.',
    namespace: 'AWS/Lambda',
    metricName: 'Errors',
    dimensions: { FunctionName: 'scheduler' },
    statistic: 'Sum',
    periodSeconds: 300,
    comparison: 'GreaterThanOrEqualToThreshold',
    threshold: 1,
    evaluationPeriods: 3,
    datapointsToAlarm: 2,
    treatMissingData: 'notBreaching',
    missingBecause: 'No value: it was not invoked, and so did not fail; heartbeat tells of it.',
    runbook: sectionOf('function-errors'),
  },
} satisfies Readonly<Record<string, Alarm>>;

/** What an alarm is called within a deployment. */
export type AlarmName = keyof typeof alarms;

type Rule = Omit<Alarm, 'namespace' | 'metricName' | 'dimensions' | 'runbook'> & { readonly section: string };

/** Throws a RangeError for a metric that is only told apart: the alarm would wait for a value for ever. */
function own(metricName: PublishedName, { section, ...rule }: Rule): Alarm {
  if (!published[metricName].dimensionSets.some((set) => set.length === 0))
    throw new RangeError(`${metricName} is not published for the whole`);
  return { ...rule, namespace: null, metricName, dimensions: {}, runbook: sectionOf(section) };
}

function ofQueue(queue: AlarmedResource, { section, ...rule }: Pick<Rule, 'description' | 'why' | 'section'>): Alarm {
  return {
    ...rule,
    namespace: 'AWS/SQS',
    metricName: 'ApproximateNumberOfMessagesVisible',
    dimensions: { QueueName: queue },
    statistic: 'Maximum',
    periodSeconds: 300,
    comparison: 'GreaterThanOrEqualToThreshold',
    threshold: 1,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    treatMissingData: 'notBreaching',
    missingBecause: queueIsMissing,
    runbook: sectionOf(section),
  };
}

function sectionOf(name: string): string {
  return `docs/runbook.md#${name}`;
}
