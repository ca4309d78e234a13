import { getTableConfig } from 'drizzle-orm/pg-core';
import type { Session } from './session.js';
import { tablesIn } from './tables.js';

/** What is not as the migrations of this program make it, each in one sentence. */
export interface Missing {
  /** What has to be there for a store to be read at all. */
  readonly tables: readonly string[];
  readonly others: readonly string[];
}

const views = ['news', 'news_tickers', 'story_keys'];

/** How a schema differs from what it should hold. What it holds besides is the user's own: a view, an index, a table. */
export async function missingFrom(session: Session): Promise<Missing> {
  const found = await objectsOf(session);
  const lacks = (kind: string, name: string) => !found.has(`${kind} ${name}`);
  const configs = Object.values(tablesIn(session.schema)).map(getTableConfig);
  return {
    tables: configs.flatMap(({ name, columns }) =>
      lacks('table', name)
        ? [`the table ${name} is missing`]
        : columns
            .filter((column) => lacks('column', `${name}.${column.name}`))
            .map((column) => `the table ${name} lacks the column ${column.name}`),
    ),
    others: [
      ...configs
        .flatMap(({ indexes }) => indexes.map(({ config }) => config.name ?? ''))
        .filter((name) => lacks('index', name))
        .map((name) => `the index ${name} is missing or not valid`),
      ...configs
        .filter(({ name, primaryKeys, columns }) => {
          const hasKey = primaryKeys.length > 0 || columns.some(({ primary }) => primary);
          return hasKey && lacks('key', name);
        })
        .map(({ name }) => `the table ${name} has lost its primary key`),
      ...views.filter((name) => lacks('view', name)).map((name) => `the view ${name} is missing`),
    ],
  };
}

async function objectsOf(session: Session): Promise<ReadonlySet<string>> {
  const { rows } = await session.query(
    `WITH ours AS (
      SELECT pg_class.oid, relname::text AS name, relkind FROM pg_catalog.pg_class
      JOIN pg_catalog.pg_namespace ON pg_namespace.oid = relnamespace WHERE nspname = $1
    )
    SELECT 'table ' || name AS object FROM ours WHERE relkind IN ('r', 'p')
    UNION ALL SELECT 'view ' || name FROM ours WHERE relkind = 'v'
    UNION ALL SELECT 'index ' || name FROM ours JOIN pg_catalog.pg_index ON indexrelid = oid WHERE indisvalid
    UNION ALL SELECT 'key ' || name FROM ours JOIN pg_catalog.pg_index ON indrelid = oid WHERE indisprimary AND indisvalid
    UNION ALL SELECT 'column ' || name || '.' || attname FROM ours
      JOIN pg_catalog.pg_attribute ON attrelid = oid WHERE relkind IN ('r', 'p') AND attnum > 0 AND NOT attisdropped`,
    [session.schema],
  );
  return new Set((rows as { object: string }[]).map(({ object }) => object));
}
