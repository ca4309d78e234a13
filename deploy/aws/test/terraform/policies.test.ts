import { describe, expect, it } from 'vitest';
import { policyOf } from '../../src/permissions/policy.js';
import { type ResourceName, resourceNames, roleNames } from '../../src/permissions/resources.js';
import { readConfiguration } from './support/configuration.js';
import { edited } from './support/edited.js';
import { least, most } from './support/given.js';
import { type Plan, plan } from './support/plan.js';

interface Statement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: unknown;
}

/** What each name stands for when everything is there. */
const arns: Readonly<Record<ResourceName, readonly string[]>> = {
  table: ['<module.table.aws_dynamodb_table.news.arn>'],
  newsTopic: ['<module.topics.aws_sns_topic.news.arn>'],
  alertsTopic: ['<module.topics.aws_sns_topic.alerts.arn>'],
  topicsKey: ['<module.topics.aws_kms_key.topics.arn>'],
  shares: ['<module.queue.aws_sqs_queue.shares.arn>'],
  deadLetters: ['<module.queue.aws_sqs_queue.dead_letters.arn>'],
  failures: ['<module.queue.aws_sqs_queue.failures.arn>'],
  missedTicks: ['<module.queue.aws_sqs_queue.missed_ticks.arn>'],
  parameters: [
    `${account('ssm')}:parameter/ingest/tiingo`,
    `${account('ssm')}:parameter/aws/reference/secretsmanager/ingest/finnhub`,
  ],
  parameterKeys: ['arn:aws:kms:eu-central-1:123456789012:key/1c5d'],
  secrets: ['<data.aws_secretsmanager_secret.named["ingest/finnhub"].arn>'],
  schedulerLogs: ['<module.functions.aws_cloudwatch_log_group.scheduler.arn>:*'],
  workerLogs: ['<module.functions.aws_cloudwatch_log_group.worker.arn>:*'],
  schedulerFunction: [`${account('lambda')}:function:ingest-scheduler`],
};

/** Where a star is right, and why. */
const stars: Readonly<Record<string, string>> = {
  'aws_kms_key.topics Account Action kms:*': 'else nobody could ever change the key or its policy',
  'aws_kms_key.topics Account Resource *': 'in the policy of a key it stands for that key',
  'aws_kms_key.topics Alarms Resource *': 'in the policy of a key it stands for that key',
  'aws_iam_role_policy.of["scheduler"] SchedulerLogs Resource <module.functions.aws_cloudwatch_log_group.scheduler.arn>:*':
    'Lambda names the streams of the group',
  'aws_iam_role_policy.of["worker"] WorkerLogs Resource <module.functions.aws_cloudwatch_log_group.worker.arn>:*':
    'Lambda names the streams of the group',
};

describe('the policy of each role', () => {
  it.each(roleNames)('is what the list of calls says, on the resources of this deployment: %s', async (role) => {
    const planned = plan(await readConfiguration(), most);
    const expected = policyOf(role).Statement.map((statement) => ({
      ...statement,
      Resource: arns[statement.Resource],
    }));
    expect(statementsOf(planned, `module.permissions.aws_iam_role_policy.of["${role}"]`)).toEqual(expected);
  });

  it('says nothing of what is not there', async () => {
    const planned = plan(await readConfiguration(), least);
    const named = statementsOf(planned, 'module.permissions.aws_iam_role_policy.of["scheduler"]').map(({ Sid }) => Sid);
    expect(named).not.toContain('Secrets');
    expect(named).not.toContain('ParameterKeys');
    for (const role of roleNames)
      for (const { Resource = [] } of statementsOf(planned, `module.permissions.aws_iam_role_policy.of["${role}"]`))
        expect(Resource.length).toBeGreaterThan(0);
  });

  it('is given the ARNs of exactly the resources that the code names', async () => {
    const given = (await readConfiguration()).get('')?.modules.get('permissions')?.resources as object;
    expect(Object.keys(given).sort()).toEqual([...resourceNames].sort());
  });

  it('would fail with a resource that nobody gives an ARN for', async () => {
    const configuration = await readConfiguration(
      edited('main.tf', '    deadLetters       = [module.queue.dead_letters_arn]\n'),
    );
    expect(() => plan(configuration, least)).toThrow('there is no deadLetters');
  });
});

describe('each role', () => {
  it('is for the service that needs it, and the schedule for that of this account alone', async () => {
    const planned = plan(await readConfiguration(), least);
    const trust = roleNames.map((role) => {
      const { assume_role_policy } = planned.one(`module.permissions.aws_iam_role.of["${role}"]`);
      return [role, JSON.parse(String(assume_role_policy)).Statement];
    });
    const trusted = (service: string, when: object) => [
      { ...when, Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' },
    ];
    expect(Object.fromEntries(trust)).toEqual({
      scheduler: trusted('lambda.amazonaws.com', {}),
      worker: trusted('lambda.amazonaws.com', {}),
      schedule: trusted('scheduler.amazonaws.com', {
        Condition: { StringEquals: { 'aws:SourceAccount': '<data.aws_caller_identity.current.account_id>' } },
      }),
    });
  });
});

describe('every policy', () => {
  it('allows nothing with a star but where it is said why', async () => {
    const planned = plan(await readConfiguration(), most);
    expect(starsIn(planned)).toEqual(Object.keys(stars).sort());
  });

  it('would be found with a star in it', async () => {
    const wide = await readConfiguration(
      edited('modules/topics/main.tf', '        Action    = "sns:Publish"', '        Action    = "sns:*"'),
    );
    expect(starsIn(plan(wide, most))).toContain('aws_sns_topic_policy.alerts Alarms Action sns:*');
  });
});

/** Each star in what is allowed: of which policy, which statement, where. */
function starsIn(planned: Plan): string[] {
  const found = [...planned.resources].flatMap(([address, { policy }]) => {
    if (typeof policy !== 'string') return [];
    return statementsOf(planned, address).flatMap(({ Sid, Effect, Action, Resource = [] }) => {
      if (Effect !== 'Allow') return [];
      const all = [...list(Action).map((one) => `Action ${one}`), ...list(Resource).map((one) => `Resource ${one}`)];
      const short = address.replace(/^module\.\w+\./, '');
      return all.filter((one) => one.includes('*')).map((one) => `${short} ${Sid} ${one}`);
    });
  });
  return found.sort();
}

function statementsOf(planned: Plan, address: string): readonly Statement[] {
  return JSON.parse(String(planned.one(address).policy)).Statement;
}

function list(value: string | readonly string[]): readonly string[] {
  return typeof value === 'string' ? [value] : value;
}

function account(service: string): string {
  return `arn:<data.aws_partition.current.partition>:${service}:eu-central-1:<data.aws_caller_identity.current.account_id>`;
}
