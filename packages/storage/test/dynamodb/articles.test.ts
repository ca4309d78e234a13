import { describe } from 'vitest';
import { articleCases } from '../../src/conformance/article-cases.js';
import { commitCases } from '../../src/conformance/commit-cases.js';
import { joiningCases } from '../../src/conformance/joining-cases.js';
import { revisionCases } from '../../src/conformance/revision-cases.js';
import { sentimentCases } from '../../src/conformance/sentiment-cases.js';
import { conform } from '../support/conform.js';
import { dynamoSubjects, hasDynamo } from '../support/dynamodb.js';

describe.skipIf(!(await hasDynamo()))('articles in DynamoDB', async () =>
  conform(
    [...articleCases, ...joiningCases, ...revisionCases, ...commitCases, ...sentimentCases],
    await dynamoSubjects(),
  ),
);
