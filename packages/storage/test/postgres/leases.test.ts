import { describe } from 'vitest';
import { leaseCases } from '../../src/conformance/lease-cases.js';
import { conform } from '../support/conform.js';
import { emptiedSubjects, hasPostgres } from '../support/postgres.js';

describe.skipIf(!(await hasPostgres()))('leases in Postgres', () =>
  conform([...leaseCases], emptiedSubjects().subjects),
);
