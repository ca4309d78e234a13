import { expect, test } from 'vitest';
import { missingFrom } from '../../src/postgres/compare-schema.js';
import { hasPostgres, inSession, openPostgres } from '../support/postgres.js';

test.skipIf(!(await hasPostgres()))('a schema that was just made lacks nothing, an empty one everything', async () => {
  const { schema } = await openPostgres();
  expect(await inSession(schema, missingFrom)).toEqual({ tables: [], others: [] });
  const { tables, others } = await inSession('nowhere', missingFrom);
  expect(tables).toContain('the table stories is missing');
  expect(others).toEqual(
    expect.arrayContaining([
      'the index articles_by_source_id is missing or not valid',
      'the table known_keys has lost its primary key',
      'the view news is missing',
    ]),
  );
});
