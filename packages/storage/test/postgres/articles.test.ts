import { describe } from 'vitest';
import { articleCases } from '../../src/conformance/article-cases.js';
import { commitCases } from '../../src/conformance/commit-cases.js';
import { joiningCases } from '../../src/conformance/joining-cases.js';
import { revisionCases } from '../../src/conformance/revision-cases.js';
import { conform } from '../support/conform.js';
import { emptiedSubjects, hasPostgres } from '../support/postgres.js';

describe.skipIf(!(await hasPostgres()))('articles in Postgres', () =>
  conform([...articleCases, ...joiningCases, ...revisionCases, ...commitCases], emptiedSubjects().subjects),
);
