import { describe } from 'vitest';
import { scoreCases } from '../../src/conformance/score-cases.js';
import { conform } from '../support/conform.js';
import { dynamoSubjects, hasDynamo } from '../support/dynamodb.js';

describe.skipIf(!(await hasDynamo()))('opinions in DynamoDB', async () =>
  conform([...scoreCases], await dynamoSubjects()),
);
