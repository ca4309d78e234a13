import { table } from './markdown.mjs';

/** What is free each month, and what one more costs in us-east-1, in dollars. */
const free = { metrics: 10, alarms: 10 };
const metricPrice = 0.3;
const exampleSources = 2;

/** The part of docs/metrics.md about CloudWatch: what is published of the catalogue, and the alarms. */
export function cloudwatchSection({ published, alarms }) {
  const whole = setsOf(published).filter((set) => set.length === 0).length;
  const bySource = setsOf(published).length - whole;
  const count = whole + exampleSources * bySource;
  const price = (Math.max(0, count - free.metrics) * metricPrice).toFixed(2);
  return [
    '## In CloudWatch',
    `The functions on AWS write these as lines of their logs in the embedded format, in the namespace \`INGEST_METRICS_NAMESPACE\`
(default: \`Ingest\`), once for each invocation. They are made of the catalogue above, and are few, since each value of a dimension is
a metric on the bill: ${whole} for the whole and ${bySource} for each source, whatever sinks there are. With two sources that is ${count}; ${free.metrics} are free,
and the others cost $${price} a month at $${metricPrice.toFixed(2)} each (us-east-1; look at the price list of your region).`,
    table(
      ['metric', 'made of', 'dimensions', 'unit', 'of one invocation', 'where nothing happened', 'meaning'],
      Object.entries(published).map(([name, metric]) => [
        `\`${name}\``,
        madeOf(metric),
        metric.dimensionSets.map(dimensionsOf).join('; '),
        metric.unit,
        aggregations[metric.aggregation],
        metric.isZeroWhenNone ? '0' : 'missing',
        metric.help,
      ]),
    ),
    '### Alarms',
    `They go to the topic of the alerts when they fire and when they are over. Up to ${free.alarms} are free. *M of N*: bad in M of the last N
periods. The name of the deployment stands before each. Why there are alarms beside our own alerts: [runbook](runbook.md#on-aws).`,
    table(
      ['alarm', 'fires when', 'M of N', 'without a value', 'why', 'what to do'],
      Object.entries(alarms).map(([name, alarm]) => [
        `\`${name}\``,
        `${statistics[alarm.statistic]} ${subjectOf(alarm)} ${comparisons[alarm.comparison]} ${alarm.threshold}`,
        `${alarm.datapointsToAlarm} of ${alarm.evaluationPeriods}, each ${alarm.periodSeconds / 60} min`,
        `\`${alarm.treatMissingData}\`. ${alarm.missingBecause}`,
        `${alarm.description} ${alarm.why}`,
        `[${alarm.runbook.split('#')[1]}](${alarm.runbook.replace('docs/', '')})`,
      ]),
    ),
  ].join('\n\n');
}

const aggregations = { sum: 'sum', max: 'largest', each: 'each value' };
const statistics = { Maximum: 'largest', Sum: 'sum of' };
const comparisons = { LessThanThreshold: '<', GreaterThanOrEqualToThreshold: '≥' };

function setsOf(published) {
  return Object.values(published).flatMap(({ dimensionSets }) => dimensionSets);
}

function dimensionsOf(set) {
  return set.length === 0 ? 'none' : set.map((dimension) => `\`${dimension}\``).join(', ');
}

function madeOf({ of, only = {}, isOne = {} }) {
  const held = Object.entries(only).map(([label, values]) => `\`${label}\`: ${values.join(', ')}`);
  const one = Object.entries(isOne).map(([label, values]) => `1 where \`${label}\` is ${values.join(', ')}`);
  return [`\`${of}\``, ...held, ...one].join('; ');
}

/** A metric of AWS stands with its namespace and what it is of. */
function subjectOf({ namespace, metricName, dimensions }) {
  const name = `\`${metricName}\``;
  return namespace === null ? name : `${namespace} ${name} of ${Object.values(dimensions).join(', ')}`;
}
