import { open, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type EpochMs, IngestError, type MaintenanceStore } from '@ingest/core';
import { checkSearch, checkTables } from './check.js';
import { shippedSchema } from './compare-schema.js';
import { connect } from './connect.js';
import type { Connection } from './connection.js';
import { pruneEvents, pruneStories } from './prune.js';

export function maintenanceRoom(connection: Connection): MaintenanceStore {
  return {
    async check() {
      const expected = await shippedSchema();
      const found = await connection.snapshot('check it', (client) => checkTables(client, expected));
      if (found.problems.length > 0) return found;
      return { ...found, problems: await connection.transaction('check the full-text index', checkSearch) };
    },
    backup: (path) => backUp(connection, path),
    async prune({ eventsBefore, storiesBefore }) {
      const pruned = await connection.transaction('prune events', (client) => pruneEvents(client, eventsBefore));
      return { ...pruned, stories: storiesBefore === null ? 0 : await pruneInParts(connection, storiesBefore) };
    },
  };
}

/** Part by part, so that a run that wants to write meanwhile waits for one part and not for all. */
async function pruneInParts(connection: Connection, before: EpochMs): Promise<number> {
  let stories = 0;
  let from: EpochMs = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const part = await connection.transaction('prune stories', (client) => pruneStories(client, before, from));
    if (part === null) return stories;
    stories += part.stories;
    from = part.upTo;
  }
}

/** Copies one state of the store, then puts it on the disk for good, then gives it its name: there is never half a backup. */
async function backUp(connection: Connection, path: string): Promise<void> {
  const target = resolve(path);
  const unfinished = `${target}.unfinished`;
  if (await exists(target)) throw cannotBackUp(path, 'there is a file already, and it is not overwritten');
  try {
    await rm(unfinished, { force: true });
    await connection.step(`back up to ${path}`, (client) => client.prepare('VACUUM INTO ?').run(unfinished));
    await freeLeases(unfinished);
    const file = await open(unfinished, 'r+');
    await file.sync().finally(() => file.close());
    await rename(unfinished, target);
  } catch (thrown) {
    await rm(unfinished, { force: true }).catch(() => {});
    if (IngestError.is(thrown)) throw thrown;
    throw cannotBackUp(path, thrown instanceof Error ? thrown.message : String(thrown), thrown);
  }
}

/** Whoever holds a lease works on the store that was copied, and nobody on the copy. */
async function freeLeases(path: string): Promise<void> {
  const client = await connect(path, { readonly: false, fileMustExist: true });
  try {
    client.exec('UPDATE leases SET holder = NULL');
  } finally {
    client.close();
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await (await open(path, 'r')).close();
    return true;
  } catch (thrown) {
    return !(thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT');
  }
}

function cannotBackUp(path: string, why: string, cause?: unknown): IngestError {
  return new IngestError('STORE_UNAVAILABLE', `could not back up to ${path}: ${why}`, {
    hint: 'choose another file in a directory that may be written',
    context: { path },
    cause,
  });
}
