import { IngestError } from '@ingest/core';
import type { Migration } from '../shared/migrate.js';
import type { SqliteClient } from './client.js';
import { corruptHint } from './errors.js';

/** How many migrations there are; kept in the file as `user_version`. */
export const schemaVersion = 3;

/** Marks the file as ours in `application_id`: "INGS". */
export const applicationId = 0x494e_4753;

/** Whether a file has the schema that this program knows, an older one, or none yet. Throws on a newer and on a foreign one. */
export type SchemaState = 'current' | 'older' | 'none';

export function schemaStateOf(client: SqliteClient, location: string): SchemaState {
  const application = client.pragma('application_id', { simple: true }) as number;
  if (application === applicationId) return compareVersions(versionOf(client), location);
  const tables = client.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() as number;
  if (application !== 0 || tables > 0) throw notAStore(location);
  return 'none';
}

export function versionOf(client: SqliteClient): number {
  return client.pragma('user_version', { simple: true }) as number;
}

/** STORE_SCHEMA when the store is newer than this program. */
export function compareVersions(version: number, location: string): 'current' | 'older' {
  if (version > schemaVersion)
    throw new IngestError(
      'STORE_SCHEMA',
      `the store ${location} has schema ${version}, this program knows schemas up to ${schemaVersion}`,
      {
        hint: 'update ingest, or choose another store; this one was left untouched',
        context: { location, storeVersion: version, programVersion: schemaVersion },
      },
    );
  return version === schemaVersion ? 'current' : 'older';
}

export function notAStore(location: string): IngestError {
  return new IngestError('STORE_CORRUPT', `${location} is an SQLite database of another program, not an ingest store`, {
    hint: corruptHint,
    context: { location },
  });
}

/**
 * Applies what is missing, all of it or nothing. Must run inside a transaction that was begun IMMEDIATE: a second process
 * that waited for it finds the work done. Throws as {@link schemaStateOf} does.
 */
export function migrate(client: SqliteClient, migrations: readonly Migration[], location: string): void {
  if (schemaStateOf(client, location) === 'current') return;
  for (const { sql } of migrations.slice(versionOf(client))) client.exec(sql);
  client.pragma(`application_id = ${applicationId}`);
  client.pragma(`user_version = ${schemaVersion}`);
}
