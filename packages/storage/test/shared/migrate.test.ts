import { expect, test } from 'vitest';
import { readMigrations } from '../../src/shared/migrate.js';
import { schemaVersion } from '../../src/sqlite/schema.js';

test('migrations come in the order of their numbers', async () => {
  const migrations = await readMigrations('sqlite', schemaVersion);
  expect(migrations.map(({ name }) => name)).toEqual([
    '0000_tables.sql',
    '0001_keys-views-search.sql',
    '0002_outbox-and-registers.sql',
    '0003_lookup-keys.sql',
    '0004_incidents.sql',
    '0005_lookups-by-numbers.sql',
    '0006_sentiment.sql',
  ]);
  expect(migrations[0]?.sql).toContain('CREATE TABLE `stories`');
});

test('an installation that lacks some is told, with the way out', async () => {
  await expect(readMigrations('sqlite', 99)).rejects.toThrow(
    /found 7 migrations in .*, expected 99: install @ingest\/storage/,
  );
});
