import { type SdkCall, sdkCalls, type TransactionPart } from './calls.js';
import { needs } from './needs.js';
import { type ResourceName, type RoleName, resourceNames } from './resources.js';

/** A statement of a policy, with the name of a resource where Terraform puts its ARNs. */
export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow';
  readonly Action: readonly string[];
  readonly Resource: ResourceName;
}

export interface PolicyTemplate {
  readonly Statement: readonly PolicyStatement[];
}

/** The actions of IAM that a call asks for: it knows neither transactions nor batches of messages. */
export function actionsOf({ service, operation, parts }: Pick<SdkCall, 'service' | 'operation' | 'parts'>): string[] {
  const call = `${service}:${operation}`;
  if (parts !== undefined) return parts.map((part) => actionOfPart[part]);
  return [unlikeTheirCalls[call] ?? call];
}

/** What a role may do, and nothing else: a statement for each resource. */
export function policyOf(role: RoleName): PolicyTemplate {
  const allowed = [
    ...sdkCalls[role].flatMap((call) => call.on.map((on) => ({ on, actions: actionsOf(call) }))),
    ...needs[role],
  ];
  const Statement = resourceNames.flatMap((name): PolicyStatement[] => {
    const actions = new Set(allowed.filter(({ on }) => on === name).flatMap((one) => one.actions));
    if (actions.size === 0) return [];
    return [{ Sid: sidOf(name), Effect: 'Allow', Action: [...actions].sort(), Resource: name }];
  });
  return { Statement };
}

/** Service Authorization Reference and the DynamoDB guide, `transaction-apis-iam`. */
const actionOfPart: Readonly<Record<TransactionPart, string>> = {
  Get: 'dynamodb:GetItem',
  Put: 'dynamodb:PutItem',
  Update: 'dynamodb:UpdateItem',
  Delete: 'dynamodb:DeleteItem',
  ConditionCheck: 'dynamodb:ConditionCheckItem',
};

const unlikeTheirCalls: Readonly<Record<string, string>> = {
  'sns:PublishBatch': 'sns:Publish',
  'sqs:SendMessageBatch': 'sqs:SendMessage',
};

function sidOf(name: ResourceName): string {
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
