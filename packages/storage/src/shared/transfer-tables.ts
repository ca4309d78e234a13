import { fromIso, type QuarantinedItem, type TransferPage, type TransferPart, toIso } from '@ingest/core';

/** The parts that are one table each. */
export type TablePart = Exclude<TransferPart, 'stories' | 'pruned'>;

/**
 * How a field stands in its column.
 *
 * - `text`, `number`, `boolean`: as it is.
 * - `instant`: ISO text as milliseconds.
 * - `list`: a list of texts in JSON.
 * - `json`: any value as JSON text.
 * - `optional`: absent where the column is null.
 * - `named`: null where the text is empty.
 * - `hash`: not moved, but made of the row when it is written.
 */
export type ColumnKind = 'text' | 'number' | 'boolean' | 'instant' | 'list' | 'json' | 'optional' | 'named' | 'hash';

interface Column {
  readonly field: string;
  readonly name: string;
  readonly kind: ColumnKind;
}

export interface MovedTable {
  readonly name: string;
  /** By what its rows are told apart and ordered; `id`: as they were stored. */
  readonly key: readonly string[];
  readonly columns: readonly Column[];
  /** Two columns each: `waits_from` and `waits_until` are the term `waits`. */
  readonly terms: readonly string[];
}

const byId = ['id'];

/** What is a word of SQL stands under another name there. */
const ownFields: Readonly<Record<string, string>> = { from_at: 'from', to_at: 'to' };

export const movedTables: Readonly<Record<TablePart, MovedTable>> = {
  events: table('collection_events', byId, {
    text: ['event_id', 'run_id', 'source', 'outcome'],
    list: ['tickers'],
    instant: ['started_at'],
    boolean: ['success', 'is_failover'],
    number: [
      'duration_ms',
      'item_count',
      'new_item_count',
      'duplicate_count',
      'collision_count',
      'revised_count',
      'rejected_count',
      'attempts',
      'requests',
    ],
    optional: ['error_code', 'error_message'],
  }),
  quarantine: table('quarantine', byId, {
    text: ['source', 'run_id', 'reason', 'raw'],
    number: ['at'],
    hash: ['fingerprint'],
  }),
  deliveries: table(
    'outbox',
    ['event_id', 'sink'],
    {
      text: ['event_id', 'sink', 'message', 'state', 'last_error'],
      number: ['created_at', 'attempts', 'settled_at'],
    },
    ['waits', 'claim'],
  ),
  incidents: table('incidents', ['incident_id'], {
    text: ['incident_id', 'kind', 'severity', 'summary', 'details'],
    named: ['source'],
    number: ['first_seen_at', 'last_seen_at', 'resolved_at', 'announcements', 'announced_at'],
  }),
  sources: table('source_states', ['source'], {
    text: ['source', 'key_id', 'last_outcome', 'last_error_code'],
    instant: ['last_success_at', 'last_failure_at'],
    number: ['consecutive_failures'],
  }),
  watermarks: table('watermarks', ['source', 'ticker'], { text: ['source', 'ticker'], instant: ['read_up_to'] }),
  gaps: table('gaps', ['gap_id'], {
    text: ['gap_id', 'source', 'cursor', 'backfill'],
    list: ['tickers'],
    instant: ['from_at', 'to_at', 'opened_at'],
  }),
  registers: table('registers', ['name'], { text: ['name'], json: ['value'] }),
};

function table(
  name: string,
  key: readonly string[],
  columns: Partial<Record<ColumnKind, readonly string[]>>,
  terms: readonly string[] = [],
): MovedTable {
  const all = Object.entries(columns).flatMap(([kind, names]) =>
    names.map((column): Column => ({ field: fieldOf(column), name: column, kind: kind as ColumnKind })),
  );
  return { name, key, columns: all, terms };
}

function fieldOf(column: string): string {
  return ownFields[column] ?? column.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** All columns that are written, terms included, in the order of {@link toValues}. */
export function writtenColumns({ columns, terms }: MovedTable): readonly Omit<Column, 'field'>[] {
  const ofTerms = terms.flatMap((term) => [`${term}_from`, `${term}_until`]);
  return [...columns, ...ofTerms.map((name) => ({ name, kind: 'number' as const }))];
}

/** The columns that are read. */
export function readColumns(moved: MovedTable): readonly string[] {
  return writtenColumns(moved)
    .filter(({ kind }) => kind !== 'hash')
    .map(({ name }) => name);
}

type Values = Readonly<Record<string, unknown>>;

/** A page of rows as the table of its part has them. */
export function toPage(part: TablePart, rows: readonly Values[], listOf: (value: unknown) => unknown): TransferPage {
  const moved = rows.map((row) => toMoved(movedTables[part], row, listOf));
  return { part, rows: moved } as unknown as TransferPage;
}

/** A row of the contract from one of the table. `listOf` reads what a column of a list holds. */
function toMoved({ columns, terms }: MovedTable, row: Values, listOf: (value: unknown) => unknown): Values {
  const moved: Record<string, unknown> = {};
  for (const { field, name, kind } of columns) {
    const value = row[name];
    if (kind === 'hash' || (kind === 'optional' && value === null)) continue;
    moved[field] = fromColumn(kind, value, listOf);
  }
  for (const term of terms) {
    const [from, until] = [row[`${term}_from`], row[`${term}_until`]];
    moved[term] = from === null || until === null ? null : { from, until };
  }
  return moved;
}

function fromColumn(kind: Exclude<ColumnKind, 'hash'>, value: unknown, listOf: (value: unknown) => unknown): unknown {
  switch (kind) {
    case 'instant':
      return value === null ? null : toIso(value as number);
    case 'boolean':
      return value === true || value === 1;
    case 'list':
      return listOf(value);
    case 'json':
      return JSON.parse(value as string);
    case 'named':
      return value === '' ? null : value;
    case 'text':
    case 'number':
    case 'optional':
      return value;
    default:
      return kind satisfies never;
  }
}

/** How a backend writes what it does in a way of its own. */
export interface ColumnWriter {
  list(list: readonly string[]): unknown;
  boolean(value: boolean): unknown;
  hash(item: QuarantinedItem): unknown;
}

/** What stands in the columns of {@link writtenColumns}. */
export function toValues({ columns, terms }: MovedTable, row: object, writer: ColumnWriter): readonly unknown[] {
  const moved = row as Values;
  const ofTerms = terms.flatMap((term) => {
    const { from = null, until = null } = (moved[term] ?? {}) as Values;
    return [from, until];
  });
  return [...columns.map(({ field, kind }) => toColumn(kind, moved[field], moved, writer)), ...ofTerms];
}

function toColumn(kind: ColumnKind, value: unknown, row: Values, writer: ColumnWriter): unknown {
  switch (kind) {
    case 'instant':
      return value === null ? null : fromIso(value as string);
    case 'boolean':
      return writer.boolean(value === true);
    case 'list':
      return writer.list(value as readonly string[]);
    case 'json':
      return JSON.stringify(value);
    case 'optional':
      return value ?? null;
    case 'named':
      return value ?? '';
    case 'hash':
      return writer.hash(row as unknown as QuarantinedItem);
    case 'text':
    case 'number':
      return value;
    default:
      return kind satisfies never;
  }
}

/** SQL of one row with everything that is counted. `prunedEvents`: SQL of how many were. */
export function countingSql(at: string, prunedEvents: string): string {
  const rows = (name: string, condition = 'true') => `(SELECT count(*) FROM ${at}${name} WHERE ${condition})`;
  const counts = {
    stories: rows('stories', 'headline IS NOT NULL'),
    prunedStories: rows('stories', 'headline IS NULL'),
    articles: rows('articles'),
    keys: rows('known_keys'),
    earlierTexts: rows('revisions'),
    addedTickers: rows('added_tickers'),
    scores: rows('scores'),
    events: rows('collection_events'),
    prunedEvents,
    rejectedItems: rows('quarantine'),
    deliveries: rows('outbox'),
    incidents: rows('incidents'),
    sources: rows('source_states'),
    watermarks: rows('watermarks'),
    gaps: rows('gaps'),
  };
  return `SELECT ${Object.entries(counts)
    .map(([name, sql]) => `${sql} AS "${name}"`)
    .join(', ')}`;
}
