import { IngestError, type OpenOptions } from '@ingest/core';
import { type Migration, readMigrations } from '../shared/migrate.js';
import type { PostgresClient } from './client.js';
import { namedLock } from './locks.js';
import type { PostgresSettings } from './options.js';
import { marksOf, markVersion, schemaStateOf, schemaVersion, versionOf } from './schema.js';
import { defaultSchema } from './schema-name.js';
import { Session, type SessionSettings } from './session.js';
import { quoted } from './statements.js';
import { transact } from './transact.js';

/** How long the migrations of another process are waited for, in milliseconds. */
const migrationTimeoutMs = 120_000;

/** Brings the schema of a store up to date, or makes it, if it has to be and may be. A current one is only read. */
export async function prepareSchema(
  client: PostgresClient,
  settings: PostgresSettings & SessionSettings,
  { create }: OpenOptions,
): Promise<void> {
  const { location } = settings;
  const session = new Session(client, settings);
  const state = await schemaStateOf(session, location);
  if (state === 'none' && !create) throw absent(location);
  if (create && (await marksOf(session)).isReadOnly) throw readOnly(location);
  if (state === 'current') return;
  const migrations = await readMigrations('postgres', schemaVersion);
  const patient = { ...settings, busyTimeoutMs: migrationTimeoutMs, statementTimeoutMs: 0 };
  await transact(client, patient, [namedLock(settings.schema, 'migration')], (locked) =>
    migrate(locked, migrations, location),
  );
}

/** Applies what is missing, all of it or nothing. A second process, which waited for the lock, finds the work done. */
async function migrate(session: Session, migrations: readonly Migration[], location: string): Promise<void> {
  const state = await schemaStateOf(session, location);
  if (state === 'current') return;
  const { exists } = await marksOf(session);
  // Where it is there already, the right to make schemas is not needed.
  if (!exists) await session.execute(`CREATE SCHEMA ${quoted(session.schema)}`);
  const version = state === 'none' ? 0 : ((await versionOf(session)) ?? 0);
  for (const { sql } of migrations.slice(version)) await session.execute(inSchema(sql, session.schema));
  await markVersion(session);
}

/** A migration names every table with the schema that stands in the models. */
function inSchema(sql: string, schema: string): string {
  return sql.replaceAll(`${quoted(defaultSchema)}.`, () => `${quoted(schema)}.`);
}

function absent(location: string): IngestError {
  return new IngestError('STORE_UNAVAILABLE', `could not open the store ${location}: there is none`, {
    hint: '`ingest run` makes one; if there should be one, correct database and schema in the url',
    context: { location, isAbsent: true },
  });
}

function readOnly(location: string): IngestError {
  return new IngestError('STORE_READ_ONLY', `could not open the store ${location} for writing`, {
    hint: 'this server takes no writes: name the primary, not a replica of it',
    context: { location },
  });
}
