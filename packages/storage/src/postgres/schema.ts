import { IngestError } from '@ingest/core';
import type { Session } from './session.js';
import { quoted } from './statements.js';

/** How many migrations there are; kept in the store's own row. */
export const schemaVersion = 3;

/** Marks the schema as ours in that row. */
const program = 'ingest';

/** What a schema says of itself. */
export interface SchemaMarks {
  /** Whether there is a schema of that name at all. */
  readonly exists: boolean;
  /** How many tables, views and the like it holds. */
  readonly relations: number;
  /** Whether the table is there in which a store keeps its own row. */
  readonly hasStore: boolean;
  /** Whether the server takes no writes on this connection: a replica, or one that was told so. */
  readonly isReadOnly: boolean;
}

/** Whether a schema is the one that this program knows, an older one, or none yet. */
export type SchemaState = 'current' | 'older' | 'none';

/** Looks at a schema without changing anything. Throws on a newer one and on one of another program. */
export async function schemaStateOf(session: Session, location: string): Promise<SchemaState> {
  const { exists, relations, hasStore } = await marksOf(session);
  if (!exists || relations === 0) return 'none';
  if (!hasStore) throw notAStore(session.schema, location);
  const version = await versionOf(session);
  if (version === null) throw notAStore(session.schema, location);
  return compareVersions(version, location);
}

export async function marksOf(session: Session): Promise<SchemaMarks> {
  const { rows } = await session.query(
    `SELECT count(DISTINCT pg_namespace.oid) > 0 AS "exists", count(pg_class.oid) AS relations,
      count(*) FILTER (WHERE pg_class.relname = 'store' AND pg_class.relkind = 'r') > 0 AS "hasStore",
      current_setting('transaction_read_only') = 'on' AS "isReadOnly"
    FROM pg_catalog.pg_namespace LEFT JOIN pg_catalog.pg_class ON pg_class.relnamespace = pg_namespace.oid
    WHERE pg_namespace.nspname = $1`,
    [session.schema],
  );
  return rows[0] as SchemaMarks;
}

/** Null when the row is not there, or another program's. */
export async function versionOf(session: Session): Promise<number | null> {
  try {
    const { rows } = await session.query(`SELECT version FROM ${quoted(session.schema)}.store WHERE program = $1`, [
      program,
    ]);
    return (rows[0] as { version: number } | undefined)?.version ?? null;
  } catch (thrown) {
    // A table of another program, which happens to have this name.
    if (thrown instanceof Error && 'code' in thrown && thrown.code === '42703') return null;
    throw thrown;
  }
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

function notAStore(schema: string, location: string): IngestError {
  return new IngestError(
    'STORE_CORRUPT',
    `the schema ${JSON.stringify(schema)} holds tables of another program, not an ingest store (${location})`,
    { hint: 'choose another one with ?schema= in the url; this one was left as it is', context: { location, schema } },
  );
}

/** Writes down how new the schema is by now. */
export async function markVersion(session: Session): Promise<void> {
  await session.query(
    `INSERT INTO ${quoted(session.schema)}.store (program, version, pruned_events) VALUES ($1, $2, 0)
    ON CONFLICT (program) DO UPDATE SET version = excluded.version`,
    [program, schemaVersion],
  );
}
