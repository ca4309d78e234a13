import { type ArticleStore, dayNumber, planPage } from '@ingest/core';
import { assertPage } from '../shared/page.js';
import { preparedOnce } from './client.js';
import { releaseQuarantine, writeConclusion, writeQuarantine } from './conclusion-writer.js';
import type { Connection } from './connection.js';
import { assertLease } from './leases.js';
import { lookUpPage } from './page-lookup.js';
import { writePage } from './page-writer.js';
import { addScores } from './scores.js';
import { tickerDays } from './ticker-days.js';

export function articleRoom(connection: Connection): ArticleStore {
  return {
    async commitPage(commit) {
      const { lease, source, at, articles, quarantine, released = [], conclude } = commit;
      assertPage(articles);
      return connection.transaction(`store a page of ${source}`, (client) => {
        if (lease !== null) assertLease(client, lease);
        const lookup = lookUpPage(client, articles);
        const plan = planPage(commit, lookup.identities, lookup);
        const conclusion = conclude(plan.placed);
        writePage(client, plan, lookup, at);
        releaseQuarantine(client, released);
        writeQuarantine(client, quarantine);
        writeConclusion(client, conclusion);
        return plan.placed;
      });
    },
    addScores: (scores) => connection.transaction('add scores', (client) => addScores(client, scores)),
    lookup: (articles) =>
      connection.snapshot('look up a page', (client) => {
        const { articles: known, stories, joins } = lookUpPage(client, articles);
        return { articles: known, stories, joins };
      }),
    holdsAny: (source, tickers, { from, to }) =>
      connection.step(`look for articles of ${source}`, (client) => {
        // A story stands under the day of an article that carried it, which may be the neighbour of another one's.
        const days = { firstDay: dayNumber(from) - 1, lastDay: dayNumber(to) + 1 };
        return holdsAnyOf(client).get({ ...days, tickers: JSON.stringify(tickers), source, from, to }) !== undefined;
      }),
  };
}

/** Goes from day to day and looks at the asked tickers alone, however many others a day has. */
const holdsAnyOf = preparedOnce((client) =>
  client.prepare(`
    ${tickerDays('@firstDay', '@lastDay')}
    SELECT 1 FROM days CROSS JOIN json_each(@tickers) AS asked
    CROSS JOIN story_tickers ON story_tickers.day = days.day AND story_tickers.ticker = asked.value
    JOIN articles ON articles.story_id = story_tickers.story_id
    WHERE articles.source = @source AND articles.published_at BETWEEN @from AND @to
      AND EXISTS (SELECT 1 FROM json_each(articles.tickers) AS carried WHERE carried.value = asked.value)
    LIMIT 1`),
);
