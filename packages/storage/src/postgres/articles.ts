import { type ArticleStore, dayNumber, type PageCommit, type PlacedPage, planPage } from '@ingest/core';
import { assertPage } from '../shared/page.js';
import { addScores } from './add-scores.js';
import { releaseQuarantine, writeConclusion, writeQuarantine } from './conclusion-writer.js';
import type { Connection } from './connection.js';
import { assertLease } from './leases.js';
import { dayLocks } from './locks.js';
import { daysAround, daysOfPage, MoreDays } from './page-days.js';
import { lookUpPage, type PageLookup, type Prepare, prepareAll, prepareUnknown } from './page-lookup.js';
import { writePage } from './page-writer.js';
import { inSchema } from './statements.js';
import { tickerDays } from './ticker-days.js';

export function articleRoom(connection: Connection): ArticleStore {
  /** Whether most of the last page was new: then most of the next one will be. */
  let isNews = false;
  return {
    async commitPage(commit) {
      const { articles, source } = commit;
      assertPage(articles);
      const prepare =
        isNews || articles.length === 0
          ? prepareAll(articles)
          : await connection.snapshot(`store a page of ${source}`, (session) => prepareUnknown(session, articles));
      const placed = await commitWith(connection, commit, daysOfPage(articles), prepare);
      if (articles.length > 0) isNews = placed.newStories.length > articles.length / 2;
      return placed;
    },
    addScores: (scores) => addScores(connection, scores),
    lookup: (articles) =>
      connection.snapshot('look up a page', async (session) => {
        const { articles: known, stories, joins } = await lookUpPage(session, connection.anchors, articles);
        return { articles: known, stories, joins };
      }),
    holdsAny: (source, tickers, { from, to }) =>
      connection.snapshot(`look for articles of ${source}`, async (session) => {
        // A story stands under the day of an article that carried it, which may be the neighbour of another one's.
        const days = [dayNumber(from) - 1, dayNumber(to) + 1];
        const rows = await session.rows(statementsOf(session).holdsAny, [...days, tickers, source, from, to]);
        return rows.length > 0;
      }),
  };
}

/**
 * Stores a page while nobody else stores one of the same days. Whoever changes a story holds the day of its anchor, which is
 * among the days around each of its articles.
 */
async function commitWith(
  connection: Connection,
  commit: PageCommit,
  days: ReadonlySet<number>,
  prepare: Prepare,
): Promise<PlacedPage> {
  const { lease, source, at, articles, quarantine, released = [], conclude } = commit;
  try {
    return await connection.transaction(
      `store a page of ${source}`,
      dayLocks(connection.schema, days),
      async (session) => {
        if (lease !== null) await assertLease(session, lease);
        const lookup = await lookUpPage(session, connection.anchors, articles, prepare);
        assertLocked(lookup, days);
        const plan = planPage(commit, lookup.identities, lookup);
        const conclusion = conclude(plan.placed);
        await writePage(session, plan, lookup, at);
        await releaseQuarantine(session, released);
        await writeQuarantine(session, quarantine);
        await writeConclusion(session, conclusion);
        return plan.placed;
      },
    );
  } catch (thrown) {
    if (!(thrown instanceof MoreDays)) throw thrown;
    return commitWith(connection, commit, new Set([...days, ...thrown.days]), prepare);
  }
}

/** A source may give a known article another time than before: then it belongs to a day that was not thought of. */
function assertLocked({ articles }: PageLookup, locked: ReadonlySet<number>): void {
  const days = daysAround([...articles.values()].map(({ publishedAt }) => publishedAt));
  if ([...days].some((day) => !locked.has(day))) throw new MoreDays(days);
}

/** Goes from day to day and looks at the asked tickers alone, however many others a day has. */
const statementsOf = inSchema((at) => ({
  holdsAny: `
    ${tickerDays(at, '$1::int', '$2::int')}
    SELECT 1 FROM days CROSS JOIN unnest($3::text[]) AS asked(ticker)
    JOIN ${at}story_tickers AS story_tickers ON story_tickers.day = days.day AND story_tickers.ticker = asked.ticker
    JOIN ${at}articles AS articles ON articles.story_id = story_tickers.story_id
    WHERE articles.source = $4 AND articles.published_at BETWEEN $5 AND $6 AND articles.tickers ? asked.ticker
    LIMIT 1`,
}));
