import { describe } from 'vitest';
import { asOfCases } from '../../src/conformance/as-of-cases.js';
import { eventCases } from '../../src/conformance/event-cases.js';
import { historyCases } from '../../src/conformance/history-cases.js';
import { readingCases } from '../../src/conformance/reading-cases.js';
import { sentimentQueryCases } from '../../src/conformance/sentiment-query-cases.js';
import { conform } from '../support/conform.js';
import { dynamoSubjects, hasDynamo } from '../support/dynamodb.js';

describe.skipIf(!(await hasDynamo()))('reading from DynamoDB', async () =>
  conform(
    [...readingCases, ...eventCases, ...historyCases, ...asOfCases, ...sentimentQueryCases],
    await dynamoSubjects(),
  ),
);
