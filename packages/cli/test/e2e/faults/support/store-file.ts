import { closeSync, fstatSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { StoreCheck } from '@ingest/core';
import { createStore } from '@ingest/storage';
import Database from 'better-sqlite3';

/** Works on a store behind the back of the command, as another program would. */
export function withDatabase<Result>(path: string, work: (database: Database.Database) => Result): Result {
  const database = new Database(path);
  try {
    return work(database);
  } finally {
    database.close();
  }
}

/** What `ingest db check` finds, without a process of its own. */
export async function checkStore(url: string): Promise<StoreCheck> {
  const store = await createStore(url);
  await store.open({ create: false });
  try {
    return await store.maintenance.check();
  } finally {
    await store.close();
  }
}

/** Makes whoever holds a lease somebody of another machine, of whom nobody here can tell whether he still lives. */
export function holdFromElsewhere(path: string): void {
  withDatabase(path, (database) => {
    database.exec("UPDATE leases SET boot_id = 'another machine'");
  });
}

export function holdersIn(path: string): readonly string[] {
  return withDatabase(path, (database) =>
    database.prepare('SELECT holder FROM leases WHERE holder IS NOT NULL').pluck().all(),
  ) as string[];
}

/** Keeps a store locked until it is let go. */
export function lock(path: string) {
  const database = new Database(path);
  database.exec('BEGIN IMMEDIATE');
  return { letGo: () => database.close() };
}

/** Writes rubbish over every page of the file but the first, behind the back of whoever has it open. */
export function spoilPages(path: string): void {
  withDatabase(path, (database) => database.pragma('wal_checkpoint(TRUNCATE)'));
  const pageSize = 4096;
  const file = openSync(path, 'r+');
  const { size } = fstatSync(file);
  writeSync(file, Buffer.alloc(size - pageSize, 0xa5), 0, size - pageSize, pageSize);
  closeSync(file);
}

/** A store as the program of one schema version ago left it. */
export function makeOlderStore(path: string): void {
  const folder = join(import.meta.dirname, '../../../../../storage/migrations/sqlite');
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort();
  withDatabase(path, (database) => {
    database.pragma('journal_mode = WAL');
    for (const name of files.slice(0, -1)) database.exec(readFileSync(join(folder, name), 'utf8'));
    database.pragma(`application_id = ${0x494e_4753}`);
    database.pragma(`user_version = ${files.length - 1}`);
  });
}
