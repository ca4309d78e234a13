import { toIso } from '@ingest/core';
import Database from 'better-sqlite3';
import { getTableColumns, getTableName } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { event, gap, incident, noon, notification, rejected, sourceState } from '../../src/conformance/build.js';
import {
  type ColumnWriter,
  countingSql,
  movedTables,
  readColumns,
  type TablePart,
  toPage,
  toValues,
  writtenColumns,
} from '../../src/shared/transfer-tables.js';
import { registers } from '../../src/sqlite/key-tables.js';
import * as tables from '../../src/sqlite/tables.js';

const writer: ColumnWriter = { list: JSON.stringify, boolean: Number, hash: ({ raw }) => `#${raw}` };
const untouched = { attempts: 0, lastError: null, settledAt: null };

const rows: Readonly<Record<TablePart, object>> = {
  events: event({ errorCode: 'TIMEOUT' }),
  quarantine: rejected(),
  deliveries: { ...notification(), ...untouched, waits: { from: 1, until: 2 }, claim: null },
  incidents: incident({ source: null }),
  sources: sourceState({ lastFailureAt: null }),
  watermarks: { source: 'tiingo', ticker: 'CLDR', readUpTo: toIso(noon) },
  gaps: gap({ from: null }),
  registers: { name: 'mutes', value: ['x', null, { a: 1 }] },
};

test.each(Object.entries(rows))('what is written of %s is read as it was', (part, row) => {
  const table = movedTables[part as TablePart];
  const names = writtenColumns(table).map(({ name }) => name);
  const values = toValues(table, row, writer);
  expect(values).toHaveLength(names.length);
  const stored = Object.fromEntries(names.map((name, at) => [name, values[at]]));
  expect(toPage(part as TablePart, [stored], (list) => JSON.parse(list as string))).toEqual({ part, rows: [row] });
});

test('every column of every table is moved, but for the numbers of rows', () => {
  const known = [...Object.values(tables).filter((one) => typeof one !== 'function'), registers];
  for (const table of Object.values(movedTables)) {
    const model = known.find((one) => getTableName(one) === table.name);
    const columns = Object.values(getTableColumns(model as typeof registers)).map(({ name }) => name);
    expect(
      writtenColumns(table)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(columns.filter((name) => name !== 'id').sort());
  }
});

test('a hash is made of what is written, and never read', () => {
  expect(toValues(movedTables.quarantine, rejected({ raw: 'x' }), writer)).toContain('#x');
  expect(readColumns(movedTables.quarantine)).not.toContain('fingerprint');
});

test('what is absent stays absent, and is null in its column', () => {
  const values = toValues(movedTables.events, event(), writer);
  expect(values.filter((value) => value === null)).toHaveLength(2);
  const { errorCode: _, ...without } = event({ errorCode: 'TIMEOUT' });
  expect(without).toEqual(event());
});

test('one statement counts everything', () => {
  const database = new Database(':memory:');
  for (const name of ['articles', 'known_keys', 'revisions', 'added_tickers', 'scores', ...tablesMoved()])
    database.exec(`CREATE TABLE ${name} (id INTEGER)`);
  database.exec('CREATE TABLE stories (id INTEGER, headline TEXT)');
  database.exec("INSERT INTO stories VALUES (1, 'x'), (2, NULL), (3, 'y')");
  database.exec('INSERT INTO outbox VALUES (1); INSERT INTO scores VALUES (1), (1)');
  const counts = database.prepare(countingSql('main.', '7')).get();
  expect(counts).toMatchObject({ stories: 2, prunedStories: 1, deliveries: 1, scores: 2, prunedEvents: 7, gaps: 0 });
  database.close();
});

function tablesMoved(): readonly string[] {
  return Object.values(movedTables).map(({ name }) => name);
}
