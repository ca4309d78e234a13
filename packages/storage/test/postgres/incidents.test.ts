import { describe } from 'vitest';
import { incidentCases } from '../../src/conformance/incident-cases.js';
import { conform } from '../support/conform.js';
import { emptiedSubjects, hasPostgres } from '../support/postgres.js';

describe.skipIf(!(await hasPostgres()))('incidents in Postgres', () =>
  conform([...incidentCases], emptiedSubjects().subjects),
);
