import {
  addsToScores,
  type NativeSentiment,
  type ScoreToAdd,
  type StoryKey,
  type StoryScore,
  storySentiment,
} from '@ingest/core';
import { groupBy } from '../shared/group-by.js';
import { preparedOnce, type SqliteClient } from './client.js';
import { fromJson, toJson } from './json-column.js';
import { storyIds } from './story-ids.js';

/** How many of the opinions were added; must run in a transaction. */
export function addScores(client: SqliteClient, scores: readonly ScoreToAdd[]): number {
  const stories = headlinesOf(client, [...new Set(scores.map(({ storyKey }) => storyKey))]);
  const given = new Map(
    scoresOf(
      client,
      [...stories.values()].map(({ id }) => id),
    ),
  );
  const changed = new Set<number>();
  let added = 0;
  for (const { storyKey, headline, score } of scores) {
    const story = stories.get(storyKey);
    if (story?.headline !== headline) continue;
    const before = given.get(story.id) ?? [];
    if (!addsToScores(before, score)) continue;
    writeScore(client, story.id, score);
    given.set(story.id, [...before, score]);
    changed.add(story.id);
    added += 1;
  }
  const { statements, show } = statementsOf(client);
  for (const id of changed) {
    const articles = (statements.all(id) as StatementRow[]).map(toStated);
    show.run(toJson(storySentiment(articles, given.get(id) ?? [])), id);
  }
  return added;
}

/** Appends an opinion to those of a story. */
export function writeScore(
  client: SqliteClient,
  storyId: number,
  { model, at, opinion, isPreferred }: StoryScore,
): void {
  const { score = null, confidence = null } = opinion ?? {};
  statementsOf(client).append.run(storyId, storyId, model, at, score, confidence, isPreferred ? 1 : 0);
}

/** What scorers said of the stories in these rows, by those, in the order in which it was stored. */
export function scoresOf(client: SqliteClient, ids: readonly number[]): ReadonlyMap<number, readonly StoryScore[]> {
  const rows = statementsOf(client).scores.all(JSON.stringify(ids)) as ScoreRow[];
  return new Map([...groupBy(rows, ({ storyId }) => storyId)].map(([id, of]) => [id, of.map(toScore)]));
}

interface ScoreRow {
  readonly storyId: number;
  readonly model: string;
  readonly at: number;
  readonly score: number | null;
  readonly confidence: number | null;
  readonly isPreferred: number;
}

function toScore({ model, at, score, confidence, isPreferred }: ScoreRow): StoryScore {
  return { model, at, opinion: score === null ? null : { score, confidence }, isPreferred: isPreferred === 1 };
}

interface StatementRow {
  readonly source: string;
  readonly firstSeenAt: number;
  readonly sentiment: string;
}

function toStated({ sentiment, ...facts }: StatementRow) {
  return { ...facts, sentiment: fromJson<NativeSentiment>(sentiment) };
}

interface HeadlineRow {
  readonly id: number;
  readonly storyKey: StoryKey;
  readonly headline: string;
}

/** Which headline the stories of these keys show; those that are pruned or not there are left out. */
function headlinesOf(client: SqliteClient, keys: readonly StoryKey[]): ReadonlyMap<StoryKey, HeadlineRow> {
  const rows = statementsOf(client).headlines.all(JSON.stringify(storyIds(client, keys))) as HeadlineRow[];
  return new Map(rows.map((row) => [row.storyKey, row]));
}

const statementsOf = preparedOnce((client) => ({
  append: client.prepare(`
    INSERT INTO scores (story_id, number, model, at, score, confidence, is_preferred)
    VALUES (?, (SELECT coalesce(max(number), 0) + 1 FROM scores WHERE story_id = ?), ?, ?, ?, ?, ?)`),
  scores: client.prepare(`
    SELECT story_id AS storyId, model, at, score, confidence, is_preferred AS isPreferred
    FROM scores WHERE story_id IN (SELECT value FROM json_each(?)) ORDER BY story_id, number`),
  headlines: client.prepare(`
    SELECT id, lower(hex(story_key)) AS storyKey, headline FROM stories
    WHERE id IN (SELECT value FROM json_each(?)) AND headline IS NOT NULL`),
  statements: client.prepare(`
    SELECT source, first_seen_at AS firstSeenAt, sentiment FROM articles
    WHERE story_id = ? AND sentiment IS NOT NULL ORDER BY id`),
  show: client.prepare('UPDATE stories SET sentiment = ? WHERE id = ?'),
}));
