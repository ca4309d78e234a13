import { isDeepStrictEqual } from 'node:util';
import { type NativeSentiment, type StorySentiment, storySentiment } from '@ingest/core';
import { groupBy } from '../shared/group-by.js';
import { preparedOnce, type SqliteClient } from './client.js';
import { fromJson, toJson } from './json-column.js';
import { scoresOf } from './scores.js';

/** How many stories are looked at at once: a whole table is never in memory. */
const partSize = 2_000;

/**
 * How many stories do not show what all that is known of them comes to. Only those of which anything is known, or shown, are read.
 * Their columns have to be JSON.
 */
export function countWrongSentiments(client: SqliteClient): number {
  const statements = statementsOf(client);
  let wrong = 0;
  let after = 0;
  for (;;) {
    const stories = statements.stories.all(after, partSize) as StoryRow[];
    const last = stories.at(-1);
    if (last === undefined) return wrong;
    const ids = stories.map(({ id }) => id);
    const articles = groupBy(statements.articles.all(JSON.stringify(ids)) as ArticleRow[], ({ storyId }) => storyId);
    const scores = scoresOf(client, ids);
    for (const { id, sentiment } of stories) {
      const stated = (articles.get(id) ?? []).map((row) => ({
        ...row,
        sentiment: fromJson<NativeSentiment>(row.sentiment),
      }));
      const known = storySentiment(stated, scores.get(id) ?? []);
      if (!isSame(sentiment, known)) wrong += 1;
    }
    after = last.id;
  }
}

/** The text is nearly always the very same, and else its fields may stand in another order. */
function isSame(shown: string | null, known: StorySentiment | null): boolean {
  return shown === toJson(known) || isDeepStrictEqual(fromJson<StorySentiment>(shown), known);
}

interface StoryRow {
  readonly id: number;
  readonly sentiment: string | null;
}

interface ArticleRow {
  readonly storyId: number;
  readonly source: string;
  readonly firstSeenAt: number;
  readonly sentiment: string;
}

const statementsOf = preparedOnce((client) => ({
  stories: client.prepare(`
    SELECT id, sentiment FROM stories WHERE id > ? AND (
      sentiment IS NOT NULL
      OR EXISTS (SELECT 1 FROM scores WHERE story_id = stories.id)
      OR EXISTS (SELECT 1 FROM articles WHERE story_id = stories.id AND articles.sentiment IS NOT NULL))
    ORDER BY id LIMIT ?`),
  articles: client.prepare(`
    SELECT story_id AS storyId, source, first_seen_at AS firstSeenAt, sentiment FROM articles
    WHERE story_id IN (SELECT value FROM json_each(?)) AND sentiment IS NOT NULL ORDER BY id`),
}));
