import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { settings } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import { alarms } from '../../src/cloudwatch/alarms.js';
import { type FunctionName, variableNames } from '../../src/environment.js';
import { sdkCalls } from '../../src/permissions/calls.js';
import { actionsOf } from '../../src/permissions/policy.js';
import { type Body, readConfiguration, terraformFolder } from './support/configuration.js';
import { evaluateAll } from './support/evaluate.js';
import { least } from './support/given.js';
import { hcl } from './support/hcl.js';
import { plan } from './support/plan.js';

const page = readFileSync(join(terraformFolder, '../../../docs/aws.md'), 'utf8');
const examples = [...page.matchAll(/^```hcl\n(.*?)^```/gms)].map(([, text = '']) => text);

/** Variables as they stand in a file of values. */
async function valuesIn(text: string): Promise<Body> {
  return evaluateAll(await hcl.parse('values', text), () => {
    throw new TypeError('values refer to nothing');
  }) as Body;
}

describe('docs/aws.md', () => {
  it('has examples that Terraform takes, and the program too', async () => {
    const configuration = await readConfiguration();
    expect(examples.length).toBe(2);
    for (const text of examples) {
      const planned = plan(configuration, { ...least, ...(await valuesIn(text)) });
      const [{ variables }] = planned.one('module.functions.aws_lambda_function.scheduler').environment as readonly [
        { readonly variables: Readonly<Record<string, string>> },
      ];
      expect(settings.safeParse(JSON.parse(String(variables.INGEST_CONFIG))).error).toBeUndefined();
    }
  });

  it('names every variable of Terraform that has to be given, and every one that it speaks of is there', async () => {
    const root = (await readConfiguration()).get('');
    for (const name of Object.keys(least)) expect(examples[0]).toContain(name);
    const spoken = [...page.matchAll(/`(\w+)( = [^`]*)?`/g)].map(([, name = '']) => name);
    const known = [...(root?.variables.keys() ?? [])];
    for (const name of [
      'tickers_per_share',
      'worker_concurrency',
      'scheduler_concurrency',
      'enabled',
      'deletion_protection',
    ])
      expect([spoken.includes(name), known.includes(name)]).toEqual([true, true]);
  });

  it('lists every variable of the functions, and no other', () => {
    const table = page.slice(page.indexOf('## Settings'), page.indexOf('## Rights'));
    const listed = [...table.matchAll(/^\| (.*?) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/INGEST_\w+/g)].map(String),
    );
    const read = (['scheduler', 'worker'] satisfies FunctionName[]).flatMap(variableNames);
    expect([...new Set(listed)].sort()).toEqual([...new Set(read)].sort());
  });

  it('lists every right on the table', () => {
    const actions = sdkCalls.scheduler.filter(({ service }) => service === 'dynamodb').flatMap(actionsOf);
    for (const action of actions) expect(page).toContain(`\`${action.replace('dynamodb:', '')}\``);
  });

  it('speaks of alarms that there are', () => {
    const spoken = [...page.matchAll(/^\| alarm (.*?) \|/gm)].flatMap(([, cell = '']) => [
      ...cell.matchAll(/`([\w-]+)`/g),
    ]);
    expect(spoken.length).toBeGreaterThan(3);
    for (const [, name] of spoken) expect(Object.keys(alarms)).toContain(name);
  });

  it('asks Terraform for outputs that there are', async () => {
    const outputs = [...((await readConfiguration()).get('')?.outputs.keys() ?? [])];
    const asked = [...page.matchAll(/terraform output (?:-raw )?(\w+)/g)].map(([, name]) => name);
    for (const name of asked) expect(outputs).toContain(name);
  });
});

it('terraform.tfvars.example is one to begin with', async () => {
  const values = await valuesIn(readFileSync(join(terraformFolder, 'terraform.tfvars.example'), 'utf8'));
  const { of } = plan(await readConfiguration(), values);
  expect(of('aws_sns_topic_subscription').size).toBe(1);
});
