import { describe } from 'vitest';
import { transferCases } from '../../src/conformance/index.js';
import { conform } from '../support/conform.js';
import { emptiedSubjects, hasPostgres } from '../support/postgres.js';

describe.skipIf(!(await hasPostgres()))('a Postgres store', () => conform(transferCases, emptiedSubjects().subjects));
