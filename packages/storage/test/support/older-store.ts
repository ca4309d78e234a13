import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { concluding, event, gap, owner, rejected, sourceState, term, tickers } from '../../src/conformance/build.js';
import { readMigrations } from '../../src/shared/migrate.js';
import { applicationId, schemaVersion } from '../../src/sqlite/schema.js';
import { makeStore, openStore } from './store-files.js';

/** A closed store as a program of an older schema left it: two pages of stories, and a row of everything else that it knew. */
export async function makeOlderStore(path: string, version: number): Promise<void> {
  const newest = `${path}.newest`;
  await makeStore(newest);
  await fillBesideStories(newest);
  const database = new Database(path);
  database.pragma('journal_mode = WAL');
  // The copy goes table by table, whatever refers to what.
  database.pragma('foreign_keys = OFF');
  for (const { sql } of (await readMigrations('sqlite', schemaVersion)).slice(0, version)) database.exec(sql);
  database.pragma(`application_id = ${applicationId}`);
  database.pragma(`user_version = ${version}`);
  database.prepare('ATTACH ? AS newest').run(newest);
  for (const table of tablesOf(database)) {
    const columns = database.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table).join();
    database.exec(`INSERT INTO main.${table} (${columns}) SELECT ${columns} FROM newest.${table}`);
  }
  database.close();
  rmSync(newest);
}

async function fillBesideStories(path: string): Promise<void> {
  const store = await openStore(path);
  const watermarks = tickers('CLDR').map((ticker) => ({
    source: 'tiingo',
    ticker,
    readUpTo: '2026-03-02T12:00:00.250Z',
  }));
  const conclusion = { event: event(), state: sourceState(), watermarks, openedGaps: [gap()] };
  await store.articles.commitPage({ ...concluding(conclusion), quarantine: [rejected()] });
  await store.leases.take('run', owner(1), term());
  await store.close();
}

/** Without those that SQLite keeps for itself, and for the full text. */
function tablesOf(database: Database.Database): string[] {
  return database
    .prepare(
      "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name NOT GLOB 'news_search*'",
    )
    .pluck()
    .all() as string[];
}
