import { type ErrorCode, IngestError } from '@ingest/core';

/** Whether another process holds the lock: the one failure of SQLite that waiting mends. */
export function isBusy(thrown: unknown): boolean {
  return /^SQLITE_(BUSY|LOCKED)/.test(sqliteCode(thrown) ?? '');
}

/** Whether the database, or a file that belongs to it, could not be opened or made. */
export function isCannotOpen(thrown: unknown): boolean {
  return sqliteCode(thrown)?.startsWith('SQLITE_CANTOPEN') === true;
}

/** Whether what SQLite read cannot be right. */
export function isCorrupt(thrown: unknown): thrown is Error {
  return thrown instanceof Error && sqliteCode(thrown)?.startsWith('SQLITE_CORRUPT') === true;
}

/**
 * What SQLite threw, as an error with a code of ours. What is no failure of SQLite (a bug, an error of a function that was
 * handed in) comes back as it is.
 */
export function toStoreError(thrown: unknown, attempted: string, location: string): unknown {
  const sqlite = sqliteCode(thrown);
  if (sqlite === null || IngestError.is(thrown)) return thrown;
  const [code, hint] = meaningOf(sqlite, messageOf(thrown));
  return new IngestError(code, `could not ${attempted} (store ${location}): ${messageOf(thrown)}`, {
    hint,
    context: { location, sqlite },
    cause: thrown,
  });
}

function meaningOf(sqlite: string, message: string): [ErrorCode, string] {
  if (/^SQLITE_(BUSY|LOCKED)/.test(sqlite))
    return ['STORE_BUSY', 'another program keeps the file locked: end it, then run again'];
  // The file that maps the log into memory cannot grow either when the disk is full.
  if (/^SQLITE_(FULL|IOERR_SHMSIZE)/.test(sqlite))
    return ['STORE_FULL', 'make room on the disk, then run again: nothing of this step was stored'];
  if (/^SQLITE_READONLY_DBMOVED/.test(sqlite))
    return ['STORE_UNAVAILABLE', 'the file was moved or removed while it was open: put it back, then run again'];
  if (/^SQLITE_READONLY/.test(sqlite))
    return ['STORE_READ_ONLY', 'give this user the right to write the file and its directory'];
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(sqlite) || /^no such (table|column|index)/.test(message))
    return ['STORE_CORRUPT', corruptHint];
  if (/^SQLITE_CONSTRAINT/.test(sqlite)) return ['STORE_CONFLICT', 'run again; if it comes back, please report it'];
  return ['STORE_UNAVAILABLE', 'check the path, the disk, and who may read and write there'];
}

/** What to do about a file that is damaged or foreign. */
export const corruptHint =
  'restore a backup (`ingest db backup` makes them), or choose another file; this one was left as it is';

/** The damages that a check of SQLite names, one each, without the line that says where it looked. */
export function damagesIn(said: string): string[] {
  return said.split('\n').filter((line) => line !== 'ok' && !line.startsWith('*** in database '));
}

/** The `code` of an error of better-sqlite3, such as SQLITE_BUSY_RECOVERY; null for anything else. */
function sqliteCode(thrown: unknown): string | null {
  if (typeof thrown !== 'object' || thrown === null || !('code' in thrown)) return null;
  const { code } = thrown;
  return typeof code === 'string' && code.startsWith('SQLITE_') ? code : null;
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
