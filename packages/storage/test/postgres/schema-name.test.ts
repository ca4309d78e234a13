import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defaultSchema } from '../../src/postgres/schema-name.js';

test('the migrations name every table with the schema of the models', () => {
  for (const name of ['0000_tables.sql', '0001_views.sql']) {
    const sql = readFileSync(new URL(`../../migrations/postgres/${name}`, import.meta.url), 'utf8');
    const made = sql.match(/(?:CREATE TABLE|CREATE VIEW|ALTER TABLE|(?:INDEX "\w+") ON) \S+/g) ?? [];
    expect(made.length).toBeGreaterThan(3);
    for (const one of made) expect(one).toContain(`"${defaultSchema}".`);
  }
});
