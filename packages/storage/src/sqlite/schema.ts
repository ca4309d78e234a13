import { IngestError } from '@ingest/core';
import type { Migration } from '../shared/migrate.js';
import type { SqliteClient } from './client.js';
import { corruptHint } from './errors.js';

/** How many migrations there are; kept in the file as `user_version`. */
export const schemaVersion = 7;

/** Marks the file as ours in `application_id`: "INGS". */
export const applicationId = 0x494e_4753;

/** Whether a file has the schema that this program knows, an older one, or none yet. Throws on a newer and on a foreign one. */
export type SchemaState = 'current' | 'older' | 'none';

export function schemaStateOf(client: SqliteClient, location: string): SchemaState {
  const application = client.pragma('application_id', { simple: true }) as number;
  const tables = client.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() as number;
  return judgeMarks({ application, version: versionOf(client), hasTables: tables > 0 }, location);
}

/** What a file says of itself. */
export interface SchemaMarks {
  readonly application: number;
  readonly version: number;
  readonly hasTables: boolean;
}

/** Mark, version and tables are written together: whatever has but one of them is not ours, or no store any more. */
export function judgeMarks({ application, version, hasTables }: SchemaMarks, location: string): SchemaState {
  if (application !== applicationId) {
    if (application !== 0 || version !== 0 || hasTables) throw notAStore(location);
    return 'none';
  }
  const state = compareVersions(version, location);
  if (version > 0 && !hasTables) throw corrupt(location, 'holds none of its tables');
  return version === 0 && !hasTables ? 'none' : state;
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

/** STORE_CORRUPT of a file that was to be opened. */
export function corrupt(location: string, what: string, cause?: unknown): IngestError {
  return new IngestError('STORE_CORRUPT', `could not open the store ${location}: the file ${what}`, {
    hint: corruptHint,
    context: { location },
    cause,
  });
}

function notAStore(location: string): IngestError {
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
