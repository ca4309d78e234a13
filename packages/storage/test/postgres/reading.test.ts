import { describe } from 'vitest';
import { eventCases } from '../../src/conformance/event-cases.js';
import { readingCases } from '../../src/conformance/reading-cases.js';
import { conform } from '../support/conform.js';
import { emptiedSubjects, hasPostgres } from '../support/postgres.js';

describe.skipIf(!(await hasPostgres()))('reading in Postgres', () =>
  conform([...readingCases, ...eventCases], emptiedSubjects().subjects),
);
