import { describe } from 'vitest';
import { outboxCases } from '../../src/conformance/outbox-cases.js';
import { outboxUpkeepCases } from '../../src/conformance/outbox-upkeep-cases.js';
import { settleCases } from '../../src/conformance/settle-cases.js';
import { conform } from '../support/conform.js';
import { dynamoSubjects, hasDynamo } from '../support/dynamodb.js';

describe.skipIf(!(await hasDynamo()))('an outbox in DynamoDB', async () =>
  conform([...outboxCases, ...settleCases, ...outboxUpkeepCases], await dynamoSubjects()),
);
