import { describe } from 'vitest';
import { stateCases } from '../../src/conformance/state-cases.js';
import { conform } from '../support/conform.js';
import { dynamoSubjects, hasDynamo } from '../support/dynamodb.js';

describe.skipIf(!(await hasDynamo()))('sources in DynamoDB', async () =>
  conform([...stateCases], await dynamoSubjects()),
);
