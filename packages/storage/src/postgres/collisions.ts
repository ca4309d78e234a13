import type { EpochMs, SourceCollisions } from '@ingest/core';
import type { Session } from './session.js';
import { inSchema } from './statements.js';

/** How many stories, published at or after an instant, one source delivered first and another one later. */
export function collisionsOf(session: Session, since: EpochMs): Promise<readonly SourceCollisions[]> {
  return session.rows<SourceCollisions>(statementsOf(session).count, [since]);
}

const statementsOf = inSchema((at) => ({
  count: `
    SELECT stories.source AS first, carried.source COLLATE "C" AS later, count(*) AS stories
    FROM ${at}stories AS stories CROSS JOIN jsonb_array_elements_text(stories.sources) AS carried(source)
    WHERE stories.published_at >= $1 AND stories.headline IS NOT NULL AND carried.source <> stories.source
    GROUP BY 1, 2 ORDER BY 1, 2`,
}));
