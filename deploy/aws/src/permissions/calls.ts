import type { ResourceName, RoleName } from './resources.js';

/** What a transaction of DynamoDB is made of, as the SDK names it. */
export type TransactionPart = 'Get' | 'Put' | 'Update' | 'Delete' | 'ConditionCheck';

/** A request of the code to AWS. */
export interface SdkCall {
  readonly service: 'dynamodb' | 'sns' | 'sqs' | 'ssm';
  /** As the SDK names it: `Publish` for a PublishCommand. */
  readonly operation: string;
  /** Every kind of part that some transaction has; for transactions alone. */
  readonly parts?: readonly TransactionPart[];
  readonly on: readonly ResourceName[];
}

/**
 * What the store sends once the table is there. It makes none: a role that may is one that makes a second, empty store out of a
 * misspelt name.
 */
const ofStore: readonly SdkCall[] = [
  { service: 'dynamodb', operation: 'BatchGetItem', on: ['table'] },
  { service: 'dynamodb', operation: 'BatchWriteItem', on: ['table'] },
  { service: 'dynamodb', operation: 'Query', on: ['table'] },
  { service: 'dynamodb', operation: 'TransactGetItems', parts: ['Get'], on: ['table'] },
  {
    service: 'dynamodb',
    operation: 'TransactWriteItems',
    parts: ['Put', 'Update', 'Delete', 'ConditionCheck'],
    on: ['table'],
  },
];

/** Keys are read at the first invocation; news and alerts go out from wherever they are due. */
const ofBoth: readonly SdkCall[] = [
  ...ofStore,
  { service: 'ssm', operation: 'GetParameters', on: ['parameters'] },
  { service: 'sns', operation: 'Publish', on: ['newsTopic', 'alertsTopic'] },
];

/**
 * Every call of the code to AWS, by who makes it: the policies are made from this list, and what the built functions send is
 * compared with it both ways.
 */
export const sdkCalls: Readonly<Record<RoleName, readonly SdkCall[]>> = {
  scheduler: [...ofBoth, { service: 'sqs', operation: 'SendMessageBatch', on: ['shares'] }],
  worker: [
    ...ofBoth,
    { service: 'sqs', operation: 'SendMessage', on: ['deadLetters'] },
    { service: 'sqs', operation: 'ChangeMessageVisibility', on: ['shares'] },
  ],
  schedule: [],
};
