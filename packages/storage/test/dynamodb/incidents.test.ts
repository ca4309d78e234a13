import { describe } from 'vitest';
import { incidentCases } from '../../src/conformance/incident-cases.js';
import { conform } from '../support/conform.js';
import { dynamoSubjects, hasDynamo } from '../support/dynamodb.js';

describe.skipIf(!(await hasDynamo()))('incidents in DynamoDB', async () =>
  conform([...incidentCases], await dynamoSubjects()),
);
