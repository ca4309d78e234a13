import { describe } from 'vitest';
import { leaseCases } from '../../src/conformance/lease-cases.js';
import { conform } from '../support/conform.js';
import { dynamoSubjects, hasDynamo } from '../support/dynamodb.js';

describe.skipIf(!(await hasDynamo()))('leases in DynamoDB', async () =>
  conform([...leaseCases], await dynamoSubjects()),
);
