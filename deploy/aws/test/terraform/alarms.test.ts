import { describe, expect, it } from 'vitest';
import { alarms } from '../../src/cloudwatch/alarms.js';
import { type PublishedMetric, published } from '../../src/cloudwatch/published.js';
import { type Edit, readConfiguration } from './support/configuration.js';
import { edited } from './support/edited.js';
import { least } from './support/given.js';
import { type Plan, plan } from './support/plan.js';

async function planned(given: object = {}, edit?: Edit): Promise<Plan> {
  return plan(await readConfiguration(edit), { ...least, ...given });
}

describe('the alarms', () => {
  it('are the ones of the code, ten at most, each named after the deployment', async () => {
    const { of } = await planned({ name: 'markets' });
    const made = [...of('aws_cloudwatch_metric_alarm').values()].map(({ alarm_name }) => alarm_name);
    expect(made.sort()).toEqual(
      Object.keys(alarms)
        .map((name) => `markets-${name}`)
        .sort(),
    );
    expect(made.length).toBeLessThanOrEqual(10);
  });

  it('look at a metric that there is, with exactly its dimensions', async () => {
    expect(unknownMetrics(await planned())).toEqual([]);
  });

  it('would be found to look at nothing', async () => {
    const queue = edited('main.tf', 'module.queue.failures_name', '"elsewhere"');
    expect(unknownMetrics(await planned({}, queue))).toEqual(['ingest-lost-ticks']);
    const namespace = edited('modules/alarms/main.tf', 'var.metrics_namespace :', '"Elsewhere" :');
    expect(unknownMetrics(await planned({}, namespace))).toContain('ingest-heartbeat');
    const { Heartbeat: _gone, ...others } = published;
    expect(unknownMetrics(await planned(), others)).toEqual(['ingest-heartbeat']);
  });

  it('tell the topic of alerts when they fire, and when they are over', async () => {
    for (const alarm of (await planned()).of('aws_cloudwatch_metric_alarm').values()) {
      expect(alarm.alarm_actions).toEqual(['<module.topics.aws_sns_topic.alerts.arn>']);
      expect(alarm.ok_actions).toEqual(alarm.alarm_actions);
    }
  });

  it('say what a period without a value means, and where to read on', async () => {
    for (const { treat_missing_data, alarm_description } of (await planned())
      .of('aws_cloudwatch_metric_alarm')
      .values()) {
      expect(['breaching', 'notBreaching', 'ignore']).toContain(treat_missing_data);
      expect(String(alarm_description)).toMatch(/ See docs\/runbook\.md#[\w-]+\.$/);
      expect(String(alarm_description).length).toBeLessThanOrEqual(1024);
    }
  });

  it('fire when nothing comes at all', async () => {
    const heartbeat = (await planned()).one('module.alarms.aws_cloudwatch_metric_alarm.of["heartbeat"]');
    expect(heartbeat).toMatchObject({ metric_name: 'Heartbeat', treat_missing_data: 'breaching', namespace: 'Ingest' });
  });

  it('do not take the longest invocation for silence', async () => {
    const { one } = await planned({ timeout_seconds: 480 });
    const heartbeat = one('module.alarms.aws_cloudwatch_metric_alarm.of["heartbeat"]');
    const { timeout } = one('module.functions.aws_lambda_function.scheduler');
    const silentSeconds = Number(heartbeat.datapoints_to_alarm) * Number(heartbeat.period);
    // The tick before it may have ended a minute before it began.
    expect(silentSeconds).toBeGreaterThan(Number(timeout) + 60);
    await expect(planned({ timeout_seconds: silentSeconds })).rejects.toThrow('480 whole seconds');
  });

  it('have other thresholds where somebody says so, of alarms that there are', async () => {
    const name = 'quota-low' satisfies keyof typeof alarms;
    const { one } = await planned({ alarm_thresholds: { [name]: 0.8 } });
    expect(one(`module.alarms.aws_cloudwatch_metric_alarm.of["${name}"]`).threshold).toBe(0.8);
    await expect(planned({ alarm_thresholds: { 'quota-lo': 0.8 } })).rejects.toThrow('an alarm that is not there');
  });
});

/** Alarms that wait for a metric which nobody emits, by their names. */
function unknownMetrics({ of, one }: Plan, emitted: Readonly<Record<string, PublishedMetric>> = published): string[] {
  const queues = [...of('aws_sqs_queue').values()].map(({ name }) => name);
  const { function_name, environment } = one('module.functions.aws_lambda_function.scheduler');
  const [{ variables }] = environment as readonly [{ readonly variables: Readonly<Record<string, unknown>> }];
  const known = [
    ...Object.entries(emitted).flatMap(([metric, { dimensionSets }]) =>
      dimensionSets.some((set) => set.length === 0) ? [`${variables.INGEST_METRICS_NAMESPACE} ${metric} {}`] : [],
    ),
    `AWS/Lambda Errors ${JSON.stringify({ FunctionName: function_name })}`,
    ...queues.map((name) => `AWS/SQS ApproximateNumberOfMessagesVisible ${JSON.stringify({ QueueName: name })}`),
  ];
  return [...of('aws_cloudwatch_metric_alarm').values()]
    .filter(
      ({ namespace, metric_name, dimensions }) =>
        !known.includes(`${namespace} ${metric_name} ${JSON.stringify(dimensions)}`),
    )
    .map(({ alarm_name }) => String(alarm_name));
}
