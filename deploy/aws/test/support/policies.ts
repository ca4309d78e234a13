import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ResourceName } from '../../src/permissions/resources.js';
import { account, region } from './aws-call.js';
import type { FunctionName } from './built-functions.js';
import { type Policy, readPolicy } from './iam-policy.js';
import { arns } from './messaging.js';

const generated = join(import.meta.dirname, '../../generated');

/** Where the keys of sources are: in Parameter Store, and in Secrets Manager by way of it. */
export const parameterNames = {
  TIINGO_API_KEY: '/ingest/tiingo',
  FINNHUB_API_KEY: '/aws/reference/secretsmanager/ingest/finnhub',
};

/** Every resource that a function may touch here, by the name that policies have for it. */
export function resourcesWith(table: string) {
  const parameter = (path: string) => `arn:aws:ssm:${region}:${account}:parameter${path}`;
  return {
    table: [`arn:aws:dynamodb:${region}:${account}:table/${table}`],
    newsTopic: [arns.newsTopic],
    alertsTopic: [arns.alertsTopic],
    shares: [arns.shares],
    deadLetters: [arns.deadLetters],
    parameters: Object.values(parameterNames).map(parameter),
  } satisfies Partial<Record<ResourceName, readonly string[]>>;
}

/** The policy of a function, as it is generated for Terraform. */
export function policyOf(name: FunctionName, resources: Parameters<typeof readPolicy>[1]): Policy {
  return readPolicy(readFileSync(join(generated, `${name}-policy.json`), 'utf8'), resources);
}
