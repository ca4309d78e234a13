import { expect, it } from 'vitest';
import { alarms } from '../../src/cloudwatch/alarms.js';
import { dashboardVariables } from '../../src/cloudwatch/dashboard.js';
import { published } from '../../src/cloudwatch/published.js';
import { dashboardBody, shownOn } from '../support/dashboard.js';
import { type Edit, readConfiguration } from './support/configuration.js';
import { edited } from './support/edited.js';
import { least } from './support/given.js';
import { type Plan, plan } from './support/plan.js';

async function planned(edit?: Edit): Promise<Plan> {
  return plan(await readConfiguration(edit), { ...least, name: 'markets', metrics_namespace: 'Markets' });
}

function bodyOf({ one }: Plan): string {
  return String(one('module.dashboard.aws_cloudwatch_dashboard.news').dashboard_body);
}

it('is one that CloudWatch takes, with every name filled in', async () => {
  const body = bodyOf(await planned());
  expect(dashboardBody.safeParse(JSON.parse(body)).error).toBeUndefined();
  expect(body).not.toContain('${');
});

it('would not come about without one of the names', async () => {
  const edit = edited('main.tf', '    partition = local.partition\n    namespace', '    namespace');
  expect(dashboardVariables).toContain('partition');
  await expect(planned(edit)).rejects.toThrow('there is no partition');
});

it('shows the metrics of this deployment, and what AWS tells of its functions and queues', async () => {
  const { one, of } = await planned();
  const shown = shownOn(bodyOf({ one } as Plan));
  const namespaces = [...new Set(shown.map(({ namespace }) => namespace))].sort();
  expect(namespaces).toEqual(['AWS/Lambda', 'AWS/SQS', 'Markets']);
  for (const { namespace, metric } of shown)
    if (namespace === 'Markets') expect(Object.keys(published)).toContain(metric);
  const text = bodyOf({ one } as Plan);
  for (const { function_name } of of('aws_lambda_function').values()) expect(text).toContain(`"${function_name}"`);
});

it('shows the alarms that there are', async () => {
  const made = await planned();
  const names = [...made.of('aws_cloudwatch_metric_alarm').values()].map(({ alarm_name }) => String(alarm_name));
  const shown = [...bodyOf(made).matchAll(/:alarm:([\w-]+)"/g)].map(([, name]) => name);
  expect(shown.sort()).toEqual(names.sort());
  expect(shown).toHaveLength(Object.keys(alarms).length);
});
