import type { EpochMs, SourceCollisions } from '@ingest/core';
import { preparedOnce, type SqliteClient } from './client.js';

/** How many stories, published at or after an instant, one source delivered first and another one later. */
export function collisionsOf(client: SqliteClient, since: EpochMs): readonly SourceCollisions[] {
  return countOf(client).all(since) as SourceCollisions[];
}

const countOf = preparedOnce((client) =>
  client.prepare(`
    SELECT stories.source AS first, carried.value AS later, count(*) AS stories
    FROM stories CROSS JOIN json_each(stories.sources) AS carried
    WHERE stories.published_at >= ? AND stories.headline IS NOT NULL AND carried.value <> stories.source
    GROUP BY 1, 2 ORDER BY 1, 2`),
);
