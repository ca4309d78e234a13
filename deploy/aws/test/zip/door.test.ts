import {
  BatchGetItemCommand,
  DynamoDBClient,
  PutItemCommand,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParametersCommand, SSMClient } from '@aws-sdk/client-ssm';
import { describe, expect, it } from 'vitest';
import { hasDynamo } from '../../../../packages/storage/test/support/dynamodb.js';
import { awsWorld } from '../support/aws-world.js';
import { arns, queuePath } from '../support/messaging.js';

describe.skipIf(!(await hasDynamo()))('the account in which functions are tested', () => {
  const world = awsWorld();
  const settings = (accessKeyId = 'AKIDSCHEDULER') => ({
    region: 'us-east-1',
    endpoint: world.aws.endpoint,
    credentials: { accessKeyId, secretAccessKey: 'test' },
    maxAttempts: 1,
  });
  const key = { pk: { S: 'a' }, sk: { S: 'A' } };

  it('lets in what a role may do, and writes down what was done to what, and by whom', async () => {
    const TableName = world.table;
    const dynamodb = new DynamoDBClient(settings());
    const check = { TableName, Key: key, ConditionExpression: 'attribute_not_exists(pk)' };
    const Item = { ...key, sk: { S: 'B' } };
    await dynamodb.send(
      new TransactWriteItemsCommand({ TransactItems: [{ ConditionCheck: check }, { Put: { TableName, Item } }] }),
    );
    const read = await dynamodb.send(new BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [Item] } } }));
    expect(read.Responses?.[TableName]).toEqual([Item]);
    await new SNSClient(settings('AKIDWORKER')).send(
      new PublishCommand({ TopicArn: arns.newsTopic, Message: '{"id":"1"}' }),
    );
    expect(world.messaging.news()).toMatchObject([{ event: { id: '1' } }]);
    const QueueUrl = `${world.aws.endpoint}${queuePath('shares')}`;
    const Entries = [{ Id: '1', MessageBody: 'a share' }];
    await new SQSClient(settings()).send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    expect(world.messaging.queued('shares')).toMatchObject([{ body: 'a share' }]);
    const asked = { Names: ['/ingest/tiingo'], WithDecryption: true };
    const { Parameters = [] } = await new SSMClient(settings()).send(new GetParametersCommand(asked));
    expect(Parameters[0]?.Value).toMatch(/^tiingo-key/);
    const seen = world.aws.calls.map((call) => [
      call.accessKeyId,
      call.operation,
      call.needs.map(({ action }) => action),
    ]);
    expect(seen).toEqual([
      ['AKIDSCHEDULER', 'TransactWriteItems', ['dynamodb:ConditionCheckItem', 'dynamodb:PutItem']],
      ['AKIDSCHEDULER', 'BatchGetItem', ['dynamodb:BatchGetItem']],
      ['AKIDWORKER', 'Publish', ['sns:Publish']],
      ['AKIDSCHEDULER', 'SendMessageBatch', ['sqs:SendMessage']],
      ['AKIDSCHEDULER', 'GetParameters', ['ssm:GetParameters']],
    ]);
    expect(world.aws.calls[0]?.units).toBeGreaterThan(1);
    expect(world.aws.refused).toEqual([]);
  });

  it('refuses what the policy of a role does not name, and what was taken away from it', async () => {
    const denied = (action: string, resource: string) => ({
      name: expect.stringMatching(/^(AccessDenied(Exception)?|AuthorizationErrorException)$/),
      message: expect.stringContaining(`is not authorized to perform: ${action} on resource: ${resource}`),
    });
    const put = (TableName: string) =>
      new DynamoDBClient(settings()).send(new PutItemCommand({ TableName, Item: key }));
    await expect(put('another')).rejects.toMatchObject(
      denied('dynamodb:PutItem', 'arn:aws:dynamodb:us-east-1:000000000000:table/another'),
    );
    await put(world.table);
    world.deny('scheduler', 'dynamodb:PutItem');
    await expect(put(world.table)).rejects.toMatchObject(denied('dynamodb:PutItem', 'arn:'));
    const send = new SendMessageCommand({
      QueueUrl: `${world.aws.endpoint}${queuePath('dead-letters')}`,
      MessageBody: 'a',
    });
    await expect(new SQSClient(settings()).send(send)).rejects.toMatchObject(
      denied('sqs:SendMessage', arns.deadLetters),
    );
    await new SQSClient(settings('AKIDWORKER')).send(send);
    world.deny('worker', 'sns:Publish');
    const publish = new PublishCommand({ TopicArn: arns.newsTopic, Message: 'a' });
    await expect(new SNSClient(settings('AKIDWORKER')).send(publish)).rejects.toMatchObject(
      denied('sns:Publish', arns.newsTopic),
    );
    const asked = { Names: ['/ingest/other'], WithDecryption: true };
    const stranger = new SSMClient(settings('AKIDSTRANGER')).send(new GetParametersCommand(asked));
    await expect(stranger).rejects.toMatchObject(
      denied('ssm:GetParameters', 'arn:aws:ssm:us-east-1:000000000000:parameter/ingest/other'),
    );
    expect(world.aws.refused).toHaveLength(5);
  });
});
