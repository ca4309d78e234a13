import type { OutboxEntry } from '@ingest/core';
import type { Session } from './session.js';
import { inSchema } from './statements.js';

/** Puts notifications into the outbox. The same event for the same sink a second time breaks the key, and with it the step. */
export async function writeDeliveries(session: Session, entries: readonly OutboxEntry[]): Promise<void> {
  if (entries.length > 0) await session.run(statementsOf(session).insert, columnsOf(entries));
}

/** The same, but those that are there already stay as they are. */
export async function addDeliveries(session: Session, entries: readonly OutboxEntry[]): Promise<void> {
  if (entries.length > 0) await session.run(statementsOf(session).insertNew, columnsOf(entries));
}

function columnsOf(entries: readonly OutboxEntry[]): readonly unknown[] {
  return [
    entries.map(({ eventId }) => eventId),
    entries.map(({ sink }) => sink),
    entries.map(({ message }) => message),
    entries.map(({ createdAt }) => createdAt),
    entries.map(({ state }) => state),
  ];
}

const statementsOf = inSchema((at) => {
  const insert = `
    INSERT INTO ${at}outbox (event_id, sink, message, created_at, state, attempts)
    SELECT event_id, sink, message, created_at, state, 0
    FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::text[])
      AS given(event_id, sink, message, created_at, state)`;
  return { insert, insertNew: `${insert} ON CONFLICT (event_id, sink) DO NOTHING` };
});
