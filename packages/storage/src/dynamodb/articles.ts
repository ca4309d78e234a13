import { type ArticleStore, type PageCommit, type PlacedPage, planPage } from '@ingest/core';
import { type Attempt, attempted, outcomeOf } from '../shared/attempted.js';
import { assertPage } from '../shared/page.js';
import { addScores } from './add-scores.js';
import { applyPlan } from './apply-plan.js';
import { change, type Decided } from './change.js';
import { changedSources } from './change-sources.js';
import type { Connection } from './connection.js';
import { fileStories } from './day-index.js';
import { addEntries } from './delivery-rows.js';
import { addEvents, changeQuarantine } from './events.js';
import type { Head } from './head.js';
import { holdsAny } from './holds-any.js';
import { lookUpPage } from './page-lookup.js';
import { readSources, writeSource } from './sources.js';
import { aliasRow, articleRowKey } from './story.js';
import type { Table } from './table.js';
import { writeStory } from './write-story.js';
import { Writes } from './writes.js';

export function articleRoom(connection: Connection): ArticleStore {
  return {
    async commitPage(commit) {
      assertPage(commit.articles);
      const step = (table: Table, head: Head) => planCommit(connection, table, head, commit);
      return outcomeOf(await change(connection, `store a page of ${commit.source}`, step, commit.lease));
    },
    addScores: (scores) => addScores(connection, scores),
    lookup: (articles) =>
      connection.snapshot(
        'look articles up',
        async (table) => (await lookUpPage(table, connection.days, articles, null)).known,
      ),
    holdsAny: (source, tickers, window) =>
      connection.run(`look for articles of ${source}`, (table) => holdsAny(table, source, tickers, window)),
  };
}

async function planCommit(
  connection: Connection,
  table: Table,
  head: Head,
  commit: PageCommit,
): Promise<Decided<Attempt<PlacedPage>>> {
  const { at, articles, quarantine, released = [], conclude } = commit;
  const version = head.version + 1;
  const looked = await lookUpPage(table, connection.days, articles, head);
  const plan = planPage(commit, looked.identities, looked.known);
  const writes = new Writes();
  const concluded = attempted(() => conclude(plan.placed));
  if (!concluded.isDecided) return { writes, result: concluded };
  const { event, notifications, ...rest } = concluded.value;
  const { stories, aliases } = applyPlan(looked, plan, at);
  for (const [storyKey, story] of stories) writeStory(writes, looked.stories.get(storyKey) ?? null, story, version);
  for (const [key, leadsTo] of aliases) writes.put(aliasRow(key, leadsTo, version), null);
  for (const { article, belongsTo } of plan.newArticles)
    writes.put({ ...articleRowKey(article), story: belongsTo }, null);
  fileStories(writes, plan.filings, version);
  const { keptMs } = connection;
  await changeQuarantine(table, writes, { kept: quarantine, released, version, keptMs, now: connection.now() });
  await addEvents(table, writes, event === null ? [] : [event], { version, keptMs });
  if (changesSources(rest))
    for (const source of changedSources(await readSources(table), rest)) writeSource(writes, source, version);
  await addEntries(table, writes, notifications, { isNewOnly: true });
  return { writes, result: { isDecided: true, value: plan.placed } };
}

type Rest = Parameters<typeof changedSources>[1];

function changesSources({ state, watermarks, openedGaps, closedGapIds }: Rest): boolean {
  return state !== null || watermarks.length + openedGaps.length + closedGapIds.length > 0;
}
