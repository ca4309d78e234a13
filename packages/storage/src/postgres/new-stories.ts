import type { EpochMs } from '@ingest/core';
import type { Session } from './session.js';
import { inSchema } from './statements.js';

/** How many new stories were found by collections begun in `[from, to)`. Every run asks, so it loads nothing to ask with. */
export async function countNewStories(session: Session, from: EpochMs, to: EpochMs): Promise<number> {
  const [row] = await session.rows<{ found: number }>(statementsOf(session).newStories, [from, to]);
  return row?.found ?? 0;
}

/** How many events were ever stored: those that are there, and those that were pruned. */
export async function countEventsEver(session: Session): Promise<number> {
  const [row] = await session.rows<{ events: number }>(statementsOf(session).eventsEver);
  return row?.events ?? 0;
}

const statementsOf = inSchema((at) => ({
  newStories: `
    SELECT coalesce(sum(new_item_count), 0)::bigint AS found FROM ${at}collection_events
    WHERE started_at >= $1 AND started_at < $2`,
  // A sequence would count those of transactions that came to nothing.
  eventsEver: `
    SELECT (SELECT count(*) FROM ${at}collection_events) + (SELECT pruned_events FROM ${at}store) AS events`,
}));
