import { describe, expect, test } from 'vitest';
import { asOfCases } from '../../src/conformance/as-of-cases.js';
import { isPast } from '../../src/postgres/past-items.js';
import { conform } from '../support/conform.js';
import { emptiedSubjects, hasPostgres } from '../support/postgres.js';

describe.skipIf(!(await hasPostgres()))('reading what Postgres knew then', () =>
  conform([...asOfCases], emptiedSubjects().subjects),
);

test('the beginning of time is a time', () => {
  expect([isPast({}), isPast({ asOf: 0 })]).toEqual([false, true]);
});
