import {
  dayNumber,
  type StoryKey,
  type StoryScore,
  storySentiment,
  type Ticker,
  type TransferStory,
} from '@ingest/core';
import { groupBy } from '../shared/group-by.js';
import { filingDay, filingOf, isShown, leadOf } from '../shared/transfer.js';
import { preparedOnce, type SqliteClient } from './client.js';
import { articlesOf, type CarriedArticle } from './histories.js';
import { toJson } from './json-column.js';
import { statementsOf as pageStatementsOf } from './page-writer.js';
import { scoresOf, writeScore } from './scores.js';

/** At most so many stories behind a row, the oldest first, with the numbers of their rows; must run inside a snapshot. */
export function readStories(
  client: SqliteClient,
  after: number,
  limit: number,
): readonly { readonly id: number; readonly story: TransferStory }[] {
  const statements = statementsOf(client);
  const rows = statements.stories.all(after, limit) as StoryRow[];
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined) return [];
  const ids = rows.map(({ id }) => id);
  const articles = articlesOf(client, ids);
  const scores = scoresOf(client, ids);
  // Rows of a page are all there are between its first and its last.
  const asked = { first: first.id, last: last.id };
  const keys = groupBy(statements.keys.all(asked) as KeyRow[], ({ storyId }) => storyId);
  return rows.map((row) => {
    const [carried = [], own = [], given = []] = [articles.get(row.id), keys.get(row.id), scores.get(row.id)];
    return { id: row.id, story: toStory(row, carried, own, given) };
  });
}

interface StoryRow {
  readonly id: number;
  readonly storyKey: StoryKey;
  readonly identity: string;
  readonly isPruned: number;
  readonly publishedAt: number;
  readonly ingestedAt: number;
  readonly source: string;
  readonly isFailover: number;
  readonly tickers: string;
  readonly tags: string;
  readonly sources: string;
  readonly publishers: string;
  readonly revision: number;
}

interface KeyRow {
  readonly storyId: number;
  readonly day: number;
  readonly key: StoryKey;
}

function toStory(
  { id: _, isPruned, isFailover, tickers, tags, sources, publishers, revision, ...facts }: StoryRow,
  articles: readonly CarriedArticle[],
  keys: readonly KeyRow[],
  scores: readonly StoryScore[],
): TransferStory {
  const shown = {
    article: articles.findIndex((article) => article.isShown),
    tickers: JSON.parse(tickers) as Ticker[],
    tags: JSON.parse(tags) as string[],
    sources: JSON.parse(sources) as string[],
    publishers: JSON.parse(publishers) as string[],
    revision,
  };
  return {
    ...facts,
    isFailover: isFailover === 1,
    shown: isPruned === 1 ? null : shown,
    keys: keys.map(({ key, day }) => ({ key, day })),
    articles: articles.map(({ history }) => history),
    scores,
  };
}

/** Adds stories in their order; must run in a transaction. */
export function writeStories(client: SqliteClient, stories: readonly TransferStory[]): void {
  for (const story of stories) writeStory(client, story);
}

function writeStory(client: SqliteClient, story: TransferStory): void {
  const { insertStory, insertKey, insertTicker, file } = pageStatementsOf(client);
  const text = isShown(story) ? leadOf(story) : nothing;
  const shown = story.shown ?? nothingShown;
  const id = insertStory.run(
    story.storyKey,
    story.identity,
    text.headline,
    text.description,
    text.url,
    text.publisher,
    story.publishedAt,
    story.ingestedAt,
    story.source,
    story.isFailover ? 1 : 0,
    JSON.stringify(shown.tickers),
    JSON.stringify(shown.tags),
    JSON.stringify(shown.sources),
    shown.revision,
    JSON.stringify(shown.publishers),
    toJson(storySentiment(story.articles, story.scores)),
  ).lastInsertRowid as number;
  for (const at of story.articles.keys()) writeArticle(client, id, story, at);
  for (const score of story.scores) writeScore(client, id, score);
  for (const { key, day } of story.keys) insertKey.run(day, key, id);
  const day = filingDay(story);
  for (const ticker of shown.tickers) insertTicker.run(day, ticker, id);
  if (!isShown(story)) return;
  const { keys, wordSums } = filingOf(story);
  for (const key of keys) file.run(day, key, id, wordSums);
}

function writeArticle(client: SqliteClient, storyId: number, story: TransferStory, at: number): void {
  const article = story.articles[at];
  if (article === undefined) return;
  const { insertArticle, addTicker } = pageStatementsOf(client);
  // The story that shows an article has its text; of a pruned story none has any.
  const own = story.shown === null || story.shown.article === at ? nothing : article;
  const id = insertArticle.run(
    storyId,
    article.source,
    article.sourceId,
    dayNumber(article.publishedAt),
    article.dedupKey,
    article.publishedAt,
    article.firstSeenAt,
    JSON.stringify(article.tickers),
    own.headline,
    own.description,
    own.url,
    own.publisher,
    article.joinedBy,
    JSON.stringify(article.tags),
    toJson(article.sentiment),
  ).lastInsertRowid as number;
  for (const { seenAt, replacedAt, headline, description } of article.earlier)
    statementsOf(client).insertRevision.run(id, seenAt, replacedAt, headline, description);
  for (const { ticker, seenAt } of article.addedTickers) addTicker.run(id, ticker, seenAt);
}

const nothing = { headline: null, description: null, url: null, publisher: null };
const nothingShown = { tickers: [], tags: [], sources: [], publishers: [], revision: 0 };

const statementsOf = preparedOnce((client) => ({
  stories: client.prepare(`
    SELECT id, lower(hex(story_key)) AS storyKey, identity, headline IS NULL AS isPruned, published_at AS publishedAt,
      ingested_at AS ingestedAt, source, is_failover AS isFailover, tickers, tags, sources, publishers, revision
    FROM stories WHERE id > ? ORDER BY id LIMIT ?`),
  // A key stands under the day of the article that made it; all keys of these days are looked at once.
  keys: client.prepare(`
    SELECT known_keys.story_id AS storyId, known_keys.day, lower(hex(known_keys.key)) AS key
    FROM (SELECT DISTINCT day FROM articles WHERE story_id BETWEEN @first AND @last) AS carried
    CROSS JOIN known_keys ON known_keys.day = carried.day
    WHERE known_keys.story_id BETWEEN @first AND @last ORDER BY known_keys.key`),
  insertRevision: client.prepare(
    'INSERT INTO revisions (article_id, seen_at, replaced_at, headline, description) VALUES (?, ?, ?, ?, ?)',
  ),
}));
