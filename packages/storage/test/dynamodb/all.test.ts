import { describe } from 'vitest';
import { storeCases } from '../../src/conformance/index.js';
import { conform } from '../support/conform.js';
import { dynamoSubjects, hasDynamo } from '../support/dynamodb.js';

describe.skipIf(!(await hasDynamo()))('all', async () => conform([...storeCases], await dynamoSubjects()));
