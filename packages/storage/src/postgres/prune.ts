import type { EpochMs, PruneResult } from '@ingest/core';
import { dayLocks, takingLocks } from './locks.js';
import { daysAround } from './page-days.js';
import type { Session } from './session.js';
import { inSchema } from './statements.js';

/** How many stories go in one transaction. */
const partSize = 500;

/** Removes what is older of all that is kept for a while only; a delivery that still has to go out stays. */
export async function pruneEvents(session: Session, before: EpochMs): Promise<Omit<PruneResult, 'stories'>> {
  const statements = statementsOf(session);
  const events = await session.run(statements.deleteEvents, [before]);
  // How many there ever were must not shrink.
  await session.run(statements.countPruned, [events]);
  return {
    events,
    quarantined: await session.run(statements.deleteQuarantine, [before]),
    deliveries:
      (await session.run(statements.deleteSettled, [before])) +
      (await session.run(statements.deleteReplayed, [before])),
    incidents: await session.run(statements.deleteResolved, [before]),
  };
}

export interface PrunedPart {
  readonly stories: number;
  /** Stories published before this are done. */
  readonly upTo: EpochMs;
}

/**
 * Takes text, tickers and old texts of some stories away, the oldest from `from` on; null when none is left. Keys and source
 * ids stay, so that an article that is read again is known. Whoever stores a page of the same days waits.
 */
export async function pruneStories(session: Session, before: EpochMs, from: EpochMs): Promise<PrunedPart | null> {
  const statements = statementsOf(session);
  const old = await session.rows<OldStory>(statements.oldStories, [from, before, partSize]);
  const last = old.at(-1);
  if (last === undefined) return null;
  const days = daysAround(old.map(({ publishedAt }) => publishedAt));
  await session.execute(takingLocks(dayLocks(session.schema, days)));
  const ids = old.map(({ id }) => id);
  await session.run(statements.deleteRevisions, [ids]);
  await session.run(statements.deleteTickers, [ids]);
  await session.run(statements.deleteAddedTickers, [ids]);
  await session.run(statements.deleteLookups, [ids]);
  await session.run(statements.deleteScores, [ids]);
  await session.run(statements.emptyArticles, [ids]);
  return { stories: await session.run(statements.emptyStories, [ids]), upTo: last.publishedAt };
}

interface OldStory {
  readonly id: number;
  readonly publishedAt: EpochMs;
}

const statementsOf = inSchema((at) => {
  const chosen = '= ANY ($1::bigint[])';
  const ofArticles = `IN (SELECT id FROM ${at}articles WHERE story_id ${chosen})`;
  return {
    deleteEvents: `DELETE FROM ${at}collection_events WHERE started_at < $1`,
    countPruned: `UPDATE ${at}store SET pruned_events = pruned_events + $1::bigint WHERE $1::bigint > 0`,
    deleteQuarantine: `DELETE FROM ${at}quarantine WHERE at < $1`,
    deleteSettled: `DELETE FROM ${at}outbox WHERE state IN ('delivered', 'dead', 'dropped') AND settled_at < $1`,
    deleteReplayed: `DELETE FROM ${at}outbox WHERE state = 'replayed' AND created_at < $1`,
    deleteResolved: `DELETE FROM ${at}incidents WHERE resolved_at < $1`,
    oldStories: `
      SELECT id, published_at AS "publishedAt" FROM ${at}stories
      WHERE published_at >= $1 AND published_at < $2 AND headline IS NOT NULL ORDER BY published_at LIMIT $3`,
    deleteRevisions: `DELETE FROM ${at}revisions WHERE article_id ${ofArticles}`,
    deleteAddedTickers: `DELETE FROM ${at}added_tickers WHERE article_id ${ofArticles}`,
    deleteScores: `DELETE FROM ${at}scores WHERE story_id ${chosen}`,
    // Filed under the day of the anchor, which is one of the articles.
    deleteLookups: `
      DELETE FROM ${at}lookups AS lookups
      USING (SELECT DISTINCT story_id, day FROM ${at}articles WHERE story_id ${chosen}) AS carried
      WHERE lookups.day = carried.day AND lookups.story_id = carried.story_id`,
    // The table is led by the day, which is that of an article.
    deleteTickers: `
      DELETE FROM ${at}story_tickers AS story_tickers
      USING (SELECT DISTINCT story_id, day FROM ${at}articles WHERE story_id ${chosen}) AS carried
      WHERE story_tickers.day = carried.day AND story_tickers.story_id = carried.story_id`,
    emptyArticles: `
      UPDATE ${at}articles SET headline = NULL, description = NULL, url = NULL, publisher = NULL, tickers = '[]',
        tags = '[]', sentiment = NULL
      WHERE story_id ${chosen}`,
    emptyStories: `
      UPDATE ${at}stories SET headline = NULL, description = NULL, url = NULL, publisher = NULL, tickers = '[]',
        tags = '[]', sources = '[]', publishers = '[]', words = '{}', sentiment = NULL
      WHERE id ${chosen}`,
  };
});
