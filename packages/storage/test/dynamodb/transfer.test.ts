import { describe } from 'vitest';
import { transferCases } from '../../src/conformance/transfer-cases.js';
import { conform } from '../support/conform.js';
import { dynamoSubjects, hasDynamo } from '../support/dynamodb.js';

describe.skipIf(!(await hasDynamo()))('moving a DynamoDB store', async () =>
  conform(transferCases, await dynamoSubjects()),
);
