import { readMigrations } from '../shared/migrate.js';
import type { SqliteClient } from './client.js';
import { connect } from './connect.js';
import { schemaVersion } from './schema.js';

/** A table, an index, a view or a trigger. */
export interface SchemaObject {
  readonly type: string;
  readonly name: string;
  readonly sql: string | null;
}

let shipped: Promise<readonly SchemaObject[]> | null = null;

/** What the migrations of this program make, made once in memory. */
export function shippedSchema(): Promise<readonly SchemaObject[]> {
  shipped ??= makeSchema();
  return shipped;
}

async function makeSchema(): Promise<readonly SchemaObject[]> {
  const client = await connect(':memory:', { readonly: false, fileMustExist: false });
  try {
    for (const { sql } of await readMigrations('sqlite', schemaVersion)) client.exec(sql);
    return schemaOf(client);
  } finally {
    client.close();
  }
}

export interface SchemaDifference {
  readonly type: string;
  readonly words: string;
}

/**
 * How the schema of a database differs from what it should be. What it holds besides is the user's own: a view, an index,
 * the statistics of SQLite.
 */
export function differencesOf(client: SqliteClient, expected: readonly SchemaObject[]): readonly SchemaDifference[] {
  const found = new Map(schemaOf(client).map((one) => [`${one.type} ${one.name}`, one]));
  return expected.flatMap(({ type, name, sql }) => {
    const one = found.get(`${type} ${name}`);
    if (one === undefined) return [{ type, words: `the ${type} ${name} is missing` }];
    return one.sql === sql
      ? []
      : [{ type, words: `the ${type} ${name} is another than the one that this program makes` }];
  });
}

function schemaOf(client: SqliteClient): readonly SchemaObject[] {
  return client.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all() as SchemaObject[];
}
