import { describe } from 'vitest';
import { storeCases } from '../../src/conformance/index.js';
import { lifecycleCases } from '../../src/conformance/lifecycle-cases.js';
import { conform } from '../support/conform.js';
import { emptiedSubjects, hasPostgres, postgresSubject } from '../support/postgres.js';

describe.skipIf(!(await hasPostgres()))('a Postgres store', () => {
  describe('in a schema that is not there yet', () => conform(lifecycleCases, postgresSubject));
  describe('in a schema that is empty', () =>
    conform(
      storeCases.filter((one) => !lifecycleCases.includes(one)),
      emptiedSubjects(),
    ));
});
