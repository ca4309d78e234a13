import { expect, test } from 'vitest';
import { pageStatements } from '../../src/postgres/page-statements.js';
import { hasPostgres, inSession, openPostgres } from '../support/postgres.js';

test.skipIf(!(await hasPostgres()))('every statement of a page is one that the server can prepare', async () => {
  const { schema } = await openPostgres();
  const statements = Object.entries(pageStatements({ schema }));
  expect(statements.length).toBeGreaterThan(5);
  await inSession(schema, async (session) => {
    for (const [name, { text }] of statements) {
      await session.execute(`PREPARE ${name} AS ${text}`);
      await session.execute(`DEALLOCATE ${name}`);
    }
  });
});
