import type { TransferCounts, TransferPage, TransferRead, TransferStore } from '@ingest/core';
import { fingerprintOf } from '../shared/fingerprint.js';
import { fromPlace, isNext, toPlace } from '../shared/transfer.js';
import {
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
import { preparedOnce, type SqliteClient } from './client.js';
import type { Connection } from './connection.js';
import { assertLease } from './leases.js';
import { readValue, writeValue } from './registers.js';
import { readStories, writeStories } from './transfer-stories.js';

export function transferRoom(connection: Connection): TransferStore {
  return {
    counts: () =>
      connection.snapshot('count everything', (client) => statementsOf(client).counts.get() as TransferCounts),
    read: (part, after, limit) =>
      connection.snapshot(`read ${part} to be copied`, (client) => {
        if (part === 'stories') return storiesAfter(client, Number(after ?? 0), limit);
        if (part === 'pruned') return prunedOf(client);
        return rowsAfter(client, part, after, limit);
      }),
    write: (page, step) =>
      connection.transaction(`write ${page.part} that are copied`, (client) => {
        assertLease(client, step.lease);
        if (!isNext(readValue(client, step.register), step)) return false;
        writePage(client, page);
        writeValue(client, step.register, step.after);
        return true;
      }),
  };
}

function storiesAfter(client: SqliteClient, after: number, limit: number): TransferRead {
  const found = readStories(client, after, limit + 1);
  const rows = found.slice(0, limit);
  const next = found.length > limit ? String(rows.at(-1)?.id) : null;
  return { page: { part: 'stories', rows: rows.map(({ story }) => story) }, next };
}

function prunedOf(client: SqliteClient): TransferRead {
  const { prunedEvents } = statementsOf(client).counts.get() as TransferCounts;
  return { page: { part: 'pruned', rows: prunedEvents === 0 ? [] : [{ events: prunedEvents }] }, next: null };
}

function rowsAfter(client: SqliteClient, part: TablePart, after: string | null, limit: number): TransferRead {
  const table = movedTables[part];
  const key = table.key.join();
  const values = after === null ? [] : fromPlace(after);
  const found = client
    .prepare(
      `SELECT ${[...table.key, ...readColumns(table)].join()} FROM ${table.name}
      WHERE ${after === null ? 'true' : `(${key}) > (${values.map(() => '?').join()})`} ORDER BY ${key} LIMIT ?`,
    )
    .all(...values, limit + 1) as Record<string, unknown>[];
  const rows = found.slice(0, limit);
  const last = rows.at(-1);
  return {
    page: toPage(part, rows, (list) => JSON.parse(list as string)),
    next: last === undefined || found.length <= limit ? null : toPlace(table.key.map((name) => last[name])),
  };
}

function writePage(client: SqliteClient, page: TransferPage): void {
  switch (page.part) {
    case 'stories':
      writeStories(client, page.rows);
      break;
    case 'pruned':
      for (const { events } of page.rows) writePruned(client, events);
      break;
    default:
      writeRows(client, movedTables[page.part], page.rows);
  }
}

/** Numbers of events are never used again: the first one that comes gets the next. */
function writePruned(client: SqliteClient, events: number): void {
  const { advance, begin } = statementsOf(client);
  if (advance.run(events).changes === 0) begin.run(events);
}

function writeRows(client: SqliteClient, table: MovedTable, rows: readonly object[]): void {
  const columns = writtenColumns(table);
  const insert = client.prepare(
    `INSERT INTO ${table.name} (${columns.map(({ name }) => name).join()})
    VALUES (${columns.map(({ kind }) => (kind === 'hash' ? 'unhex(?)' : '?')).join()})`,
  );
  for (const row of rows) insert.run(...toValues(table, row, writer));
}

const writer: ColumnWriter = {
  list: (list) => JSON.stringify(list),
  boolean: (value) => (value ? 1 : 0),
  hash: fingerprintOf,
};

const eventsEver = "coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'collection_events'), 0)";

const statementsOf = preparedOnce((client) => ({
  counts: client.prepare(countingSql('', `${eventsEver} - (SELECT count(*) FROM collection_events)`)),
  advance: client.prepare("UPDATE sqlite_sequence SET seq = seq + ? WHERE name = 'collection_events'"),
  begin: client.prepare("INSERT INTO sqlite_sequence (name, seq) VALUES ('collection_events', ?)"),
}));
