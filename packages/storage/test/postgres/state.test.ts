import { describe } from 'vitest';
import { stateCases } from '../../src/conformance/state-cases.js';
import { conform } from '../support/conform.js';
import { emptiedSubjects, hasPostgres } from '../support/postgres.js';

describe.skipIf(!(await hasPostgres()))('the state of sources in Postgres', () =>
  conform([...stateCases], emptiedSubjects().subjects),
);
