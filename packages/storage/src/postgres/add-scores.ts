import {
  addsToScores,
  type EpochMs,
  type NativeSentiment,
  type ScoreToAdd,
  type StoryKey,
  type StoryScore,
  storySentiment,
} from '@ingest/core';
import { groupBy } from '../shared/group-by.js';
import type { Connection } from './connection.js';
import { keyDays } from './histories.js';
import { dayLocks, takingLocks } from './locks.js';
import { daysAround } from './page-days.js';
import { scoresOf } from './scores.js';
import type { Session } from './session.js';
import { inSchema } from './statements.js';
import { toBytes, toJsonb } from './values.js';

/**
 * How many of the opinions were added. Whoever changes a story holds the day of its anchor, which is among the days around each
 * of its articles: what is known of the stories is read once these are held, and stays so until it is written.
 */
export function addScores(connection: Connection, scores: readonly ScoreToAdd[]): Promise<number> {
  return connection.transaction(`add ${scores.length} scores`, [], async (session) => {
    const places = await placesOf(session, scores);
    if (places.length === 0) return 0;
    const days = daysAround(places.map(({ publishedAt }) => publishedAt));
    await session.execute(takingLocks(dayLocks(session.schema, days)));
    const stories = await scoredStories(session, places);
    const added = scores.flatMap(({ storyKey, headline, score }) => {
      const story = stories.get(storyKey);
      if (story?.headline !== headline || !addsToScores(story.scores, score)) return [];
      story.scores.push(score);
      return [{ story, score }];
    });
    if (added.length > 0) await write(session, added);
    return added.length;
  });
}

interface Place {
  readonly id: number;
  readonly storyKey: StoryKey;
  readonly publishedAt: EpochMs;
}

interface ScoredStory {
  readonly id: number;
  /** Null for one that was pruned. */
  readonly headline: string | null;
  /** Of its articles of which a source says anything, in the order in which they were committed. */
  readonly statements: readonly StatementRow[];
  /** In the order in which they were stored; those that are added now too. */
  readonly scores: StoryScore[];
}

interface StatementRow {
  readonly storyId: number;
  readonly source: string;
  readonly firstSeenAt: EpochMs;
  readonly sentiment: NativeSentiment;
}

interface AddedScore {
  readonly story: ScoredStory;
  readonly score: StoryScore;
}

function placesOf(session: Session, scores: readonly ScoreToAdd[]): Promise<readonly Place[]> {
  const keys = new Set(scores.map(({ storyKey }) => storyKey));
  return session.rows<Place>(statementsOf(session).places, [[...keys].map(toBytes)]);
}

async function scoredStories(session: Session, places: readonly Place[]): Promise<ReadonlyMap<StoryKey, ScoredStory>> {
  const { headlines, statements } = statementsOf(session);
  const ids = places.map(({ id }) => id);
  const shown = await session.rows<{ id: number; headline: string | null }>(headlines, [ids]);
  const headlineOf = new Map(shown.map(({ id, headline }) => [id, headline]));
  const stated = groupBy(await session.rows<StatementRow>(statements, [ids]), ({ storyId }) => storyId);
  const given = await scoresOf(session, ids);
  return new Map(
    places.map(({ id, storyKey }) => [
      storyKey,
      {
        id,
        headline: headlineOf.get(id) ?? null,
        statements: stated.get(id) ?? [],
        scores: [...(given.get(id) ?? [])],
      },
    ]),
  );
}

async function write(session: Session, added: readonly AddedScore[]): Promise<void> {
  const { insertScores, showSentiments } = statementsOf(session);
  await session.run(insertScores, [
    added.map(({ story }) => story.id),
    added.map(({ score }) => score.at),
    added.map(({ score }) => score.model),
    added.map(({ score }) => toJsonb(score.opinion)),
    added.map(({ score }) => score.isPreferred),
  ]);
  const changed = [...new Set(added.map(({ story }) => story))];
  await session.run(showSentiments, [
    changed.map(({ id }) => id),
    changed.map(({ statements, scores }) => toJsonb(storySentiment(statements, scores))),
  ]);
}

const statementsOf = inSchema((at) => ({
  places: `
    ${keyDays(at)}
    SELECT stories.id, stories.story_key AS "storyKey", stories.published_at AS "publishedAt"
    FROM unnest($1::bytea[]) AS asked(key) CROSS JOIN days
    JOIN ${at}known_keys AS known_keys ON known_keys.day = days.day AND known_keys.key = asked.key
    JOIN ${at}stories AS stories ON stories.id = known_keys.story_id AND stories.story_key = known_keys.key`,
  headlines: `SELECT id, headline FROM ${at}stories WHERE id = ANY ($1::bigint[])`,
  statements: `
    SELECT story_id AS "storyId", source, first_seen_at AS "firstSeenAt", sentiment FROM ${at}articles
    WHERE story_id = ANY ($1::bigint[]) AND sentiment IS NOT NULL ORDER BY id`,
  insertScores: `
    INSERT INTO ${at}scores (story_id, at, model, opinion, is_preferred)
    SELECT story_id, at, model, opinion, is_preferred
    FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::jsonb[], $5::boolean[]) WITH ORDINALITY
      AS given(story_id, at, model, opinion, is_preferred, place)
    ORDER BY place`,
  showSentiments: `
    UPDATE ${at}stories AS stories SET sentiment = given.sentiment
    FROM unnest($1::bigint[], $2::jsonb[]) AS given(id, sentiment) WHERE stories.id = given.id`,
}));
