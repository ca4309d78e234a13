import type { IncomingHttpHeaders } from 'node:http';

/** Where everything is in these tests. */
export const region = 'us-east-1';
export const account = '000000000000';

/** What a call needs a permission for, in the words of IAM. */
export interface Needed {
  /** As `dynamodb:PutItem`. */
  readonly action: string;
  /** An ARN. */
  readonly resource: string;
}

/** A request of the SDK, as it arrived. */
export interface AwsCall {
  readonly service: 'dynamodb' | 'sns' | 'sqs' | 'ssm';
  /** As the SDK calls it: `TransactWriteItems`, `Publish`. */
  readonly operation: string;
  /** Whose key signed it. */
  readonly accessKeyId: string;
  readonly needs: readonly Needed[];
  /** What was asked, read from JSON or from a form. */
  readonly body: Readonly<Record<string, unknown>>;
}

const services = { DynamoDB_20120810: 'dynamodb', AmazonSQS: 'sqs', AmazonSSM: 'ssm' } as const;

/** Reads a request of the SDK. Throws for one of a service that has no business here. */
export function readCall(headers: IncomingHttpHeaders, text: string): AwsCall {
  const accessKeyId = /Credential=([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? '';
  const target = headers['x-amz-target'];
  if (target === undefined) {
    const body = Object.fromEntries(new URLSearchParams(text));
    const { Action: operation = '', TopicArn = '' } = body;
    // SNS alone still speaks in forms. A batch is asked for by the same right.
    const action = `sns:${operation === 'PublishBatch' ? 'Publish' : operation}`;
    return { service: 'sns', operation, accessKeyId, body, needs: [{ action, resource: TopicArn }] };
  }
  const [prefix = '', operation = ''] = String(target).split('.');
  const service = services[prefix as keyof typeof services];
  if (service === undefined) throw new Error(`a call that is none of ours: ${String(target)}`);
  const body = JSON.parse(text) as Record<string, unknown>;
  return { service, operation, accessKeyId, body, needs: needs[service](operation, body) };
}

type Body = Readonly<Record<string, unknown>>;

const needs: Record<'dynamodb' | 'sqs' | 'ssm', (operation: string, body: Body) => readonly Needed[]> = {
  dynamodb: (operation, body) => (operation in batches ? batches[operation]?.(body) : plain(operation, body)) ?? [],
  sqs: (operation, { QueueUrl }) => {
    const name = String(QueueUrl).split('/').at(-1);
    const action = `sqs:${operation.replace(/Batch$/, '')}`;
    return [{ action, resource: `arn:aws:sqs:${region}:${account}:${name}` }];
  },
  ssm: (operation, body) => {
    const names = (body.Names ?? [body.Name]) as readonly string[];
    return names.map((name) => ({
      action: `ssm:${operation}`,
      resource: `arn:aws:ssm:${region}:${account}:parameter${name.startsWith('/') ? name : `/${name}`}`,
    }));
  },
};

/** Of a transaction IAM asks for what it holds; a batch is asked for as itself, on each of its tables. */
const batches: Readonly<Record<string, (body: Body) => readonly Needed[]>> = {
  BatchGetItem: ({ RequestItems }) => Object.keys(RequestItems as object).map((name) => onTable('BatchGetItem', name)),
  BatchWriteItem: ({ RequestItems }) =>
    Object.keys(RequestItems as object).map((name) => onTable('BatchWriteItem', name)),
  TransactWriteItems: ({ TransactItems }) =>
    (TransactItems as readonly Record<string, { readonly TableName: string }>[]).flatMap((item) =>
      Object.entries(item).map(([kind, { TableName }]) => onTable(`${kind}Item`, TableName)),
    ),
  TransactGetItems: ({ TransactItems }) =>
    (TransactItems as readonly { readonly Get: { readonly TableName: string } }[]).map(({ Get }) =>
      onTable('GetItem', Get.TableName),
    ),
};

function plain(operation: string, { TableName, IndexName }: Body): readonly Needed[] {
  const table = onTable(operation, String(TableName));
  return [IndexName === undefined ? table : { ...table, resource: `${table.resource}/index/${String(IndexName)}` }];
}

function onTable(operation: string, name: string): Needed {
  return { action: `dynamodb:${operation}`, resource: `arn:aws:dynamodb:${region}:${account}:table/${name}` };
}
