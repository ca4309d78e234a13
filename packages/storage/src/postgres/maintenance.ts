import type { EpochMs, MaintenanceStore } from '@ingest/core';
import type { Connection } from './connection.js';
import { pruneEvents, pruneStories } from './prune.js';

export function maintenanceRoom(connection: Connection): MaintenanceStore {
  return {
    async check() {
      const { checkTables } = await import('./check.js');
      // It reads everything, which takes as long as it takes.
      return connection.snapshot('check it', checkTables, { statementTimeoutMs: 0 });
    },
    async backup() {
      connection.assertOpen();
      throw new TypeError('a Postgres store is copied by pg_dump, not to a file of its own');
    },
    async prune({ eventsBefore, storiesBefore }) {
      const pruned = await connection.transaction('prune events', [], (session) => pruneEvents(session, eventsBefore));
      return { ...pruned, stories: storiesBefore === null ? 0 : await pruneInParts(connection, storiesBefore) };
    },
  };
}

/** Part by part, so that a run that wants to write meanwhile waits for one part and not for all. */
async function pruneInParts(connection: Connection, before: EpochMs): Promise<number> {
  let stories = 0;
  let from: EpochMs = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const part = await connection.transaction('prune stories', [], (session) => pruneStories(session, before, from));
    if (part === null) return stories;
    stories += part.stories;
    from = part.upTo;
  }
}
