import { describe } from 'vitest';
import { registerCases } from '../../src/conformance/register-cases.js';
import { conform } from '../support/conform.js';
import { emptiedSubjects, hasPostgres } from '../support/postgres.js';

describe.skipIf(!(await hasPostgres()))('registers in Postgres', () =>
  conform([...registerCases], emptiedSubjects().subjects),
);
