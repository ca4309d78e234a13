import type { EpochMs } from '@ingest/core';
import { preparedOnce, type SqliteClient } from './client.js';

/** How many new stories were found by collections begun in `[from, to)`. Every run asks, so it loads nothing to ask with. */
export function countNewStories(client: SqliteClient, from: EpochMs, to: EpochMs): number {
  return statementsOf(client).found.get(from, to) as number;
}

const statementsOf = preparedOnce((client) => ({
  found: client
    .prepare('SELECT coalesce(sum(new_item_count), 0) FROM collection_events WHERE started_at >= ? AND started_at < ?')
    .pluck(),
}));
