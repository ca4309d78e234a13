import { DAY_MS, type EpochMs, type PruneResult } from '@ingest/core';
import { preparedOnce, type SqliteClient } from './client.js';

/** How many stories go in one transaction. */
const partSize = 500;

/** Removes what is older of all that is kept for a while only; a delivery that still has to go out stays. */
export function pruneEvents(client: SqliteClient, before: EpochMs): Omit<PruneResult, 'stories'> {
  const { deleteEvents, deleteQuarantine, deleteSettled, deleteReplayed, deleteResolved } = statementsOf(client);
  return {
    events: deleteEvents.run(before).changes,
    quarantined: deleteQuarantine.run(before).changes,
    deliveries: deleteSettled.run(before).changes + deleteReplayed.run(before).changes,
    incidents: deleteResolved.run(before).changes,
  };
}

export interface PrunedPart {
  readonly stories: number;
  /** Stories published before this are done. */
  readonly upTo: EpochMs;
}

/**
 * Takes text, tickers, old texts and sentiment of some stories away, the oldest from `from` on; null when none is left. Keys and source
 * ids stay, so that an article that is read again is known.
 */
export function pruneStories(client: SqliteClient, before: EpochMs, from: EpochMs): PrunedPart | null {
  const statements = statementsOf(client);
  const old = statements.oldStories.all(from, before, partSize) as { id: number; publishedAt: EpochMs }[];
  const last = old.at(-1);
  if (last === undefined) return null;
  const ids = JSON.stringify(old.map(({ id }) => id));
  statements.deleteRevisions.run(ids);
  statements.deleteTickers.run(ids);
  statements.deleteAddedTickers.run(ids);
  statements.deleteLookups.run(ids);
  statements.deleteScores.run(ids);
  statements.emptyArticles.run(ids);
  statements.emptyStories.run(ids);
  return { stories: old.length, upTo: last.publishedAt };
}

const chosen = 'IN (SELECT value FROM json_each(?))';

const statementsOf = preparedOnce((client) => ({
  deleteEvents: client.prepare('DELETE FROM collection_events WHERE started_at < ?'),
  deleteQuarantine: client.prepare('DELETE FROM quarantine WHERE at < ?'),
  deleteSettled: client.prepare(
    "DELETE FROM outbox WHERE state IN ('delivered', 'dead', 'dropped') AND settled_at < ?",
  ),
  deleteReplayed: client.prepare("DELETE FROM outbox WHERE state = 'replayed' AND created_at < ?"),
  deleteResolved: client.prepare('DELETE FROM incidents WHERE resolved_at < ?'),
  oldStories: client.prepare(`
    SELECT id, published_at AS publishedAt FROM stories
    WHERE published_at >= ? AND published_at < ? AND headline IS NOT NULL ORDER BY published_at LIMIT ?`),
  deleteRevisions: client.prepare(
    `DELETE FROM revisions WHERE article_id IN (SELECT id FROM articles WHERE story_id ${chosen})`,
  ),
  deleteAddedTickers: client.prepare(
    `DELETE FROM added_tickers WHERE article_id IN (SELECT id FROM articles WHERE story_id ${chosen})`,
  ),
  deleteScores: client.prepare(`DELETE FROM scores WHERE story_id ${chosen}`),
  // Filed under the day of the anchor, which is one of the articles.
  deleteLookups: client.prepare(`
    DELETE FROM lookups WHERE (day, key, story_id) IN (
      SELECT lookups.day, lookups.key, lookups.story_id
      FROM (SELECT story_id, day FROM articles WHERE story_id ${chosen} GROUP BY story_id, day) AS carried
      CROSS JOIN lookups ON lookups.day = carried.day AND lookups.story_id = carried.story_id
    )`),
  // The table is led by the day, which is the story's own or a neighbour of it.
  deleteTickers: client.prepare(`
    DELETE FROM story_tickers WHERE (day, ticker, story_id) IN (
      SELECT stories.published_at / ${DAY_MS} + shift.value, carried.value, stories.id
      FROM stories CROSS JOIN json_each(stories.tickers) AS carried CROSS JOIN json_each('[-1, 0, 1]') AS shift
      WHERE stories.id ${chosen}
    )`),
  emptyArticles: client.prepare(`
    UPDATE articles SET headline = NULL, description = NULL, url = NULL, publisher = NULL, tickers = '[]', tags = '[]',
      sentiment = NULL
    WHERE story_id ${chosen}`),
  emptyStories: client.prepare(`
    UPDATE stories SET headline = NULL, description = NULL, url = NULL, publisher = NULL, tickers = '[]', tags = '[]',
      sources = '[]', publishers = '[]', sentiment = NULL
    WHERE id ${chosen}`),
}));
