import { describe } from 'vitest';
import { registerCases } from '../../src/conformance/register-cases.js';
import { conform } from '../support/conform.js';
import { dynamoSubjects, hasDynamo } from '../support/dynamodb.js';

describe.skipIf(!(await hasDynamo()))('registers in DynamoDB', async () =>
  conform([...registerCases], await dynamoSubjects()),
);
