import type { TransferCounts, TransferPage, TransferRead, TransferStore } from '@ingest/core';
import { fromPlace, isNext, toPlace } from '../shared/transfer.js';
import {
  type ColumnKind,
  type ColumnWriter,
  countingSql,
  type MovedTable,
  movedTables,
  readColumns,
  type TablePart,
  toPage,
  toValues,
  writtenColumns,
} from '../shared/transfer-tables.js';
import { storedFingerprint } from './conclusion-writer.js';
import type { Connection } from './connection.js';
import { assertLease } from './leases.js';
import { namedLock } from './locks.js';
import { readValue, writeValue } from './registers.js';
import type { Session } from './session.js';
import { inSchema, quoted } from './statements.js';
import { readStories, writeStories } from './transfer-stories.js';
import { toJsonb } from './values.js';

export function transferRoom(connection: Connection): TransferStore {
  return {
    counts: () => connection.snapshot('count everything', countsOf),
    read: (part, after, limit) =>
      connection.snapshot(`read ${part} to be copied`, async (session) => {
        if (part === 'stories') return storiesAfter(session, Number(after ?? 0), limit);
        if (part === 'pruned') return prunedOf(session);
        return rowsAfter(session, part, after, limit);
      }),
    write: (page, step) =>
      connection.transaction(
        `write ${page.part} that are copied`,
        [namedLock(connection.schema, 'register', step.register)],
        async (session) => {
          await assertLease(session, step.lease);
          if (!isNext(await readValue(session, step.register), step)) return false;
          await writePage(session, page);
          await writeValue(session, step.register, step.after);
          return true;
        },
      ),
  };
}

async function countsOf(session: Session): Promise<TransferCounts> {
  const [counts] = await session.rows<TransferCounts>(statementsOf(session).counts);
  if (counts === undefined) throw new TypeError('a count has one row');
  return counts;
}

async function storiesAfter(session: Session, after: number, limit: number): Promise<TransferRead> {
  const found = await readStories(session, after, limit + 1);
  const rows = found.slice(0, limit);
  const next = found.length > limit ? String(rows.at(-1)?.id) : null;
  return { page: { part: 'stories', rows: rows.map(({ story }) => story) }, next };
}

async function prunedOf(session: Session): Promise<TransferRead> {
  const { prunedEvents } = await countsOf(session);
  return { page: { part: 'pruned', rows: prunedEvents === 0 ? [] : [{ events: prunedEvents }] }, next: null };
}

async function rowsAfter(
  session: Session,
  part: TablePart,
  after: string | null,
  limit: number,
): Promise<TransferRead> {
  const table = movedTables[part];
  const key = table.key.join();
  const values = after === null ? [] : fromPlace(after);
  const isAfter = `(${key}) > (${values.map((_, index) => `$${index + 2}`).join()})`;
  const answer = await session.query(
    `SELECT ${[...table.key, ...readColumns(table)].join()} FROM ${quoted(session.schema)}.${table.name}
    WHERE ${after === null ? 'true' : isAfter} ORDER BY ${key} LIMIT $1`,
    [limit + 1, ...values],
  );
  const found = answer.rows as Record<string, unknown>[];
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return {
    page: toPage(part, rows, (list) => list),
    next: last === undefined || found.length <= limit ? null : toPlace(table.key.map((name) => last[name])),
  };
}

async function writePage(session: Session, page: TransferPage): Promise<void> {
  switch (page.part) {
    case 'stories':
      await writeStories(session, page.rows);
      break;
    case 'pruned':
      for (const { events } of page.rows) await session.run(statementsOf(session).addPruned, [events]);
      break;
    default:
      await writeRows(session, movedTables[page.part], page.rows);
  }
}

/** One statement, whatever the page holds. */
async function writeRows(session: Session, table: MovedTable, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  const columns = writtenColumns(table);
  const values = rows.map((row) => toValues(table, row, writer));
  const names = columns.map(({ name }) => name).join();
  const arrays = columns.map(({ kind }, index) => `$${index + 1}::${types[kind]}[]`).join();
  await session.query(
    `INSERT INTO ${quoted(session.schema)}.${table.name} (${names}) SELECT ${names}
    FROM unnest(${arrays}) WITH ORDINALITY AS given(${names}, place) ORDER BY place`,
    columns.map((_, column) => values.map((row) => row[column])),
  );
}

const types: Readonly<Record<ColumnKind, string>> = {
  text: 'text',
  number: 'bigint',
  boolean: 'boolean',
  instant: 'bigint',
  list: 'jsonb',
  json: 'text',
  optional: 'text',
  named: 'text',
  hash: 'bytea',
};

const writer: ColumnWriter = { list: toJsonb, boolean: (value) => value, hash: storedFingerprint };

const statementsOf = inSchema((at) => ({
  counts: countingSql(at, `(SELECT pruned_events FROM ${at}store)`),
  addPruned: `UPDATE ${at}store SET pruned_events = pruned_events + $1::bigint`,
}));
