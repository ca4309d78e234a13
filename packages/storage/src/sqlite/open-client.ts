import { setTimeout as pause } from 'node:timers/promises';
import { IngestError, type OpenOptions } from '@ingest/core';
import { readMigrations } from '../shared/migrate.js';
import type { SqliteClient } from './client.js';
import { connect, lockSliceMs } from './connect.js';
import { damagesIn, isBusy, isCannotOpen } from './errors.js';
import { fileOldStories, hasUnfiledStories } from './file-stories.js';
import { inspectFile, unavailable } from './inspect.js';
import type { SqliteSettings } from './options.js';
import { corrupt, migrate, schemaStateOf, schemaVersion } from './schema.js';

/** A file up to this size is read as a whole before it is used, which takes some 10 ms: damage is found before anything is written. */
const checkedBytes = 4 * 1024 * 1024;

/** Opens what the settings name and brings its schema up to date. `settings.location` is in every error. */
export async function openClient(settings: SqliteSettings, { create }: OpenOptions): Promise<SqliteClient> {
  const { target, location } = settings;
  if (target.kind === 'database') {
    await prepareClient(target.database, settings, create);
    return target.database;
  }
  const path = target.path();
  const { state, bytes, isWritable } = await inspectFile(path, location);
  if (state !== 'store' && !create) throw absent(location);
  if (create && !isWritable) throw readOnly(location);
  const client = await connect(path, { readonly: !isWritable, fileMustExist: state !== 'missing' });
  try {
    if (state === 'store' && bytes <= checkedBytes)
      await untilUnlocked(settings.busyTimeoutMs, () => assertSound(client, location));
    await prepareClient(client, settings, create);
    return client;
  } catch (thrown) {
    client.close();
    // The log of a store stands beside it: where that cannot be made, the store cannot even be read.
    if (client.readonly && isCannotOpen(thrown)) throw readOnly(location);
    throw thrown;
  }
}

async function prepareClient(client: SqliteClient, settings: SqliteSettings, create: boolean): Promise<void> {
  const { location } = settings;
  const patiently = <T>(step: () => T) => untilUnlocked(settings.busyTimeoutMs, step);
  client.pragma(`busy_timeout = ${lockSliceMs}`);
  // A commit is what notifications tell of: it must survive a power cut, which WAL alone does not promise.
  await patiently(() => client.pragma('synchronous = FULL'));
  // Of one state: another process may make the store meanwhile.
  const state = await patiently(() => inTransaction(client, 'DEFERRED', () => schemaStateOf(client, location)));
  if (state === 'none' && !create) throw absent(location);
  if (!client.readonly) await patiently(() => useLog(client));
  if (state !== 'current') {
    if (client.readonly) throw readOnly(location);
    const migrations = await readMigrations('sqlite', schemaVersion);
    // A migration that makes a table anew would take its rows for deleted; inside a transaction the switch does nothing.
    client.pragma('foreign_keys = OFF');
    await patiently(() => {
      inTransaction(client, 'IMMEDIATE', () => migrate(client, migrations, location));
    });
  }
  client.pragma('foreign_keys = ON');
  if (client.readonly) return;
  // In steps, so that others get their turn, and a program that is killed here goes on where it was.
  const step = () => inTransaction(client, 'IMMEDIATE', () => fileOldStories(client));
  while (hasUnfiledStories(client) && (await patiently(step)));
}

/** Changing to WAL needs the file alone and does not wait by itself; once changed, the file remembers. */
function useLog(client: SqliteClient): void {
  if (client.pragma('journal_mode', { simple: true }) !== 'wal') client.pragma('journal_mode = WAL');
}

/** Runs a step between BEGIN and COMMIT; when it throws, nothing of it stays. */
export function inTransaction<T>(client: SqliteClient, kind: 'IMMEDIATE' | 'DEFERRED', step: () => T): T {
  client.exec(`BEGIN ${kind}`);
  try {
    const result = step();
    // Of a transaction that only read there is nothing to commit, and a damaged file would refuse to.
    client.exec(kind === 'IMMEDIATE' ? 'COMMIT' : 'ROLLBACK');
    return result;
  } catch (thrown) {
    // SQLite has rolled back by itself when the disk is full.
    if (client.inTransaction) client.exec('ROLLBACK');
    throw thrown;
  }
}

/** Tries a step again while another process holds the lock, for at most so long; the event loop goes on in between. */
export async function untilUnlocked<T>(timeoutMs: number, step: () => T): Promise<T> {
  const started = performance.now();
  for (;;) {
    try {
      return step();
    } catch (thrown) {
      if (!isBusy(thrown) || performance.now() - started >= timeoutMs) throw thrown;
    }
    await pause(5);
  }
}

function assertSound(client: SqliteClient, location: string): void {
  const found = client.pragma('quick_check(1)', { simple: true });
  if (found !== 'ok') throw corrupt(location, `is damaged (${damagesIn(String(found)).join('; ')})`);
}

function absent(location: string): IngestError {
  return unavailable(location, 'there is none', '`ingest run` makes one; if there should be one, correct the path');
}

function readOnly(location: string): IngestError {
  return new IngestError('STORE_READ_ONLY', `could not open the store ${location} for writing`, {
    hint: 'give this user the right to write the file and its directory',
    context: { location },
  });
}
