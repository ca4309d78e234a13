import type { StoryKey } from '@ingest/core';
import { preparedOnce, type SqliteClient } from './client.js';

/**
 * The rows of stories by their own keys, in the order asked, without those that are not there. Keys are led by the day: it is
 * looked for day by day, first on the one where the last was found, because stories are mostly asked for in the order of time.
 */
export function storyIds(client: SqliteClient, storyKeys: readonly StoryKey[]): readonly number[] {
  const statements = statementsOf(client);
  let days = statements.days.all() as readonly number[];
  return storyKeys.flatMap((key) => {
    for (const day of days) {
      const id = statements.story.get(day, key) as number | undefined;
      if (id === undefined) continue;
      if (day !== days[0]) days = [day, ...days.filter((other) => other !== day)];
      return [id];
    }
    return [];
  });
}

const statementsOf = preparedOnce((client) => ({
  // Newest first, from day to day, and no key between them is read.
  days: client
    .prepare(`
    WITH RECURSIVE days(day) AS (
      SELECT max(day) FROM known_keys
      UNION ALL
      SELECT (SELECT max(day) FROM known_keys WHERE day < days.day) FROM days WHERE day IS NOT NULL
    )
    SELECT day FROM days WHERE day IS NOT NULL`)
    .pluck(),
  story: client
    .prepare(`
    SELECT stories.id FROM known_keys
    JOIN stories ON stories.id = known_keys.story_id AND stories.story_key = known_keys.key
    WHERE known_keys.day = ? AND known_keys.key = unhex(?)`)
    .pluck(),
}));
