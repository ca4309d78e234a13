import type { StoryKey } from '@ingest/core';
import { keyLength, readStoryText } from '../shared/story-text.js';
import { preparedOnce, type SqliteClient } from './client.js';

/** The own keys of the stories that a text leads to, sorted; must run inside a snapshot. */
export function findStories(client: SqliteClient, text: string): readonly StoryKey[] {
  const statements = statementsOf(client);
  const { key, keyStart, sourceId, named } = readStoryText(text);
  const found = new Set([
    ...statements.bySourceId.all(sourceId),
    ...(named === null ? [] : statements.byNamedId.all(named.source, named.sourceId)),
    ...(key === null ? [] : statements.byKeyRange.all(key, key)),
  ]);
  if (found.size === 0 && keyStart !== null)
    for (const own of statements.byKeyRange.all(keyStart.padEnd(keyLength, '0'), keyStart.padEnd(keyLength, 'f')))
      found.add(own);
  return ([...found] as StoryKey[]).sort();
}

const ownKey = 'SELECT lower(hex(stories.story_key))';

// Both indexes are led by something else, which is jumped over: few sources, and as many days as there was news.
const statementsOf = preparedOnce((client) => ({
  byNamedId: client
    .prepare(
      `${ownKey} FROM articles JOIN stories ON stories.id = story_id WHERE articles.source = ? AND source_id = ?`,
    )
    .pluck(),
  bySourceId: client
    .prepare(`
    WITH RECURSIVE carriers(source) AS (
      SELECT min(source) FROM articles WHERE source_id IS NOT NULL
      UNION ALL
      SELECT (SELECT min(source) FROM articles WHERE source_id IS NOT NULL AND source > carriers.source)
      FROM carriers WHERE source IS NOT NULL
    )
    ${ownKey} FROM carriers
    CROSS JOIN articles ON articles.source = carriers.source AND articles.source_id = ?
    JOIN stories ON stories.id = articles.story_id`)
    .pluck(),
  byKeyRange: client
    .prepare(`
    WITH RECURSIVE days(day) AS (
      SELECT min(day) FROM known_keys
      UNION ALL
      SELECT (SELECT min(day) FROM known_keys WHERE day > days.day) FROM days WHERE day IS NOT NULL
    )
    ${ownKey} FROM days
    CROSS JOIN known_keys ON known_keys.day = days.day AND known_keys.key BETWEEN unhex(?) AND unhex(?)
    JOIN stories ON stories.id = known_keys.story_id`)
    .pluck(),
}));
