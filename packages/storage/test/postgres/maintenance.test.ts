import { describe } from 'vitest';
import { upkeepCases } from '../../src/conformance/upkeep-cases.js';
import { conform } from '../support/conform.js';
import { emptiedSubjects, hasPostgres } from '../support/postgres.js';

describe.skipIf(!(await hasPostgres()))('upkeep in Postgres', () =>
  conform([...upkeepCases], emptiedSubjects().subjects),
);
