import { describe } from 'vitest';
import { historyCases } from '../../src/conformance/history-cases.js';
import { conform } from '../support/conform.js';
import { emptiedSubjects, hasPostgres } from '../support/postgres.js';

describe.skipIf(!(await hasPostgres()))('histories in Postgres', () =>
  conform([...historyCases], emptiedSubjects().subjects),
);
