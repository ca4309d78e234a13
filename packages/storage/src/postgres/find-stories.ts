import type { StoryKey } from '@ingest/core';
import { keyLength, readStoryText } from '../shared/story-text.js';
import { keyDays } from './histories.js';
import type { Session } from './session.js';
import { inSchema, type Statement } from './statements.js';
import { toBytes } from './values.js';

/** The own keys of the stories that a text leads to, sorted; must run inside a snapshot. */
export async function findStories(session: Session, text: string): Promise<readonly StoryKey[]> {
  const statements = statementsOf(session);
  const { key, keyStart, sourceId, named } = readStoryText(text);
  const keysOf = async (statement: Statement, ...values: readonly unknown[]) =>
    (await session.rows<{ storyKey: StoryKey }>(statement, values)).map(({ storyKey }) => storyKey);
  const found = new Set(await keysOf(statements.bySourceId, sourceId));
  if (named !== null)
    for (const own of await keysOf(statements.byNamedId, named.source, named.sourceId)) found.add(own);
  if (key !== null) for (const own of await keysOf(statements.byKeyRange, toBytes(key), toBytes(key))) found.add(own);
  if (found.size === 0 && keyStart !== null) {
    const [first, last] = ['0', 'f'].map((filling) => toBytes(keyStart.padEnd(keyLength, filling)));
    for (const own of await keysOf(statements.byKeyRange, first, last)) found.add(own);
  }
  return [...found].sort();
}

// Both indexes are led by something else, which is jumped over: few sources, and as many days as there was news.
const statementsOf = inSchema((at) => ({
  byNamedId: `
    SELECT stories.story_key AS "storyKey" FROM ${at}articles AS articles
    JOIN ${at}stories AS stories ON stories.id = articles.story_id
    WHERE articles.source = $1 AND articles.source_id = $2`,
  bySourceId: `
    WITH RECURSIVE carriers(source) AS (
      SELECT min(source) FROM ${at}articles WHERE source_id IS NOT NULL
      UNION ALL
      SELECT (SELECT min(source) FROM ${at}articles WHERE source_id IS NOT NULL AND source > carriers.source)
      FROM carriers WHERE carriers.source IS NOT NULL
    )
    SELECT stories.story_key AS "storyKey" FROM carriers
    JOIN ${at}articles AS articles ON articles.source = carriers.source AND articles.source_id = $1
    JOIN ${at}stories AS stories ON stories.id = articles.story_id`,
  byKeyRange: `
    ${keyDays(at)}
    SELECT stories.story_key AS "storyKey" FROM days
    JOIN ${at}known_keys AS known_keys ON known_keys.day = days.day
      AND known_keys.key BETWEEN $1::bytea AND $2::bytea
    JOIN ${at}stories AS stories ON stories.id = known_keys.story_id`,
}));
