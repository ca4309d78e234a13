import type { OutboxEntry } from '@ingest/core';
import { preparedOnce, type SqliteClient } from './client.js';

/** Puts notifications into the outbox. The same event for the same sink a second time breaks the key, and with it the step. */
export function writeDeliveries(client: SqliteClient, entries: readonly OutboxEntry[]): void {
  const { insert } = statementsOf(client);
  for (const { eventId, sink, message, createdAt, state } of entries)
    insert.run(eventId, sink, message, createdAt, state);
}

/** The same, but those that are there already stay as they are. */
export function addDeliveries(client: SqliteClient, entries: readonly OutboxEntry[]): void {
  const { insertNew } = statementsOf(client);
  for (const { eventId, sink, message, createdAt, state } of entries)
    insertNew.run(eventId, sink, message, createdAt, state);
}

const columns = '(event_id, sink, message, created_at, state, attempts) VALUES (?, ?, ?, ?, ?, 0)';

const statementsOf = preparedOnce((client) => ({
  insert: client.prepare(`INSERT INTO outbox ${columns}`),
  insertNew: client.prepare(`INSERT INTO outbox ${columns} ON CONFLICT (event_id, sink) DO NOTHING`),
}));
