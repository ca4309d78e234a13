import type {
  ArticleHistory,
  DedupKey,
  MatchRule,
  NativeSentiment,
  StoryHistory,
  StoryKey,
  Ticker,
} from '@ingest/core';
import { groupBy } from '../shared/group-by.js';
import { preparedOnce, type SqliteClient } from './client.js';
import { fromJson } from './json-column.js';
import { scoresOf } from './scores.js';

/** All that is known of the stories in these rows, in their order; pruned ones are left out. */
export function historiesOf(client: SqliteClient, ids: readonly number[]): readonly StoryHistory[] {
  const rows = statementsOf(client).keys.all(JSON.stringify(ids)) as KeyRow[];
  const keys = groupBy(rows, ({ own }) => own);
  return pastsOf(client, ids).map((past) => {
    const aliases = (keys.get(past.storyKey) ?? []).map(({ key }) => key).filter((key) => key !== past.storyKey);
    return { ...past, keys: [past.storyKey, ...aliases.sort()] };
  });
}

/** {@link historiesOf} without the keys, which take a look at all keys of a day. */
export function pastsOf(client: SqliteClient, ids: readonly number[]): readonly Omit<StoryHistory, 'keys'>[] {
  const statements = statementsOf(client);
  const asked = JSON.stringify(ids);
  const stories = new Map((statements.stories.all(asked) as StoryRow[]).map((row) => [row.id, row]));
  const carriers = articlesOf(client, ids);
  const scores = scoresOf(client, ids);
  return ids.flatMap((id) => {
    const story = stories.get(id);
    if (story === undefined) return [];
    const { id: _, isFailover, ...facts } = story;
    const articles = (carriers.get(id) ?? []).map(({ history }) => history);
    return [{ ...facts, isFailover: isFailover === 1, articles, scores: scores.get(id) ?? [] }];
  });
}

/** An article with whether its story shows it; that of a pruned story has no text, and is not shown. */
export interface CarriedArticle {
  readonly history: ArticleHistory;
  readonly isShown: boolean;
}

/** The articles of the stories in these rows, by those, in the order in which they were committed. */
export function articlesOf(
  client: SqliteClient,
  ids: readonly number[],
): ReadonlyMap<number, readonly CarriedArticle[]> {
  const statements = statementsOf(client);
  const asked = JSON.stringify(ids);
  const articles = groupBy(statements.articles.all(asked) as ArticleRow[], ({ storyId }) => storyId);
  const earlier = groupBy(statements.earlier.all(asked) as EarlierRow[], ({ articleId }) => articleId);
  const added = groupBy(statements.added.all(asked) as AddedRow[], ({ articleId }) => articleId);
  const carried = (row: ArticleRow, at: number): CarriedArticle => ({
    history: toHistory(row, at === 0, earlier.get(row.id) ?? [], added.get(row.id) ?? []),
    isShown: row.isShown === 1,
  });
  return new Map([...articles].map(([id, rows]) => [id, rows.map(carried)]));
}

interface StoryRow {
  readonly id: number;
  readonly storyKey: StoryKey;
  readonly source: string;
  readonly isFailover: number;
  readonly ingestedAt: number;
}

interface ArticleRow
  extends Omit<ArticleHistory, 'headline' | 'tickers' | 'tags' | 'earlier' | 'addedTickers' | 'sentiment'> {
  readonly id: number;
  readonly storyId: number;
  readonly isShown: number;
  readonly headline: string | null;
  readonly tickers: string;
  readonly tags: string;
  readonly sentiment: string | null;
}

interface KeyRow {
  readonly own: StoryKey;
  readonly key: StoryKey;
}

type EarlierRow = ArticleHistory['earlier'][number] & { readonly articleId: number };
type AddedRow = ArticleHistory['addedTickers'][number] & { readonly articleId: number };

function toHistory(
  { id: _, storyId: __, isShown: ____, headline, tickers, tags, joinedBy, sentiment, ...article }: ArticleRow,
  isAnchor: boolean,
  earlier: readonly EarlierRow[],
  added: readonly AddedRow[],
): ArticleHistory {
  return {
    ...article,
    headline: headline ?? '',
    dedupKey: article.dedupKey as DedupKey,
    tickers: JSON.parse(tickers) as Ticker[],
    tags: JSON.parse(tags) as string[],
    sentiment: fromJson<NativeSentiment>(sentiment),
    // Before near matches were joined nothing was written down, for there was one rule alone.
    joinedBy: isAnchor ? null : ((joinedBy ?? 'same') as MatchRule),
    earlier: earlier.map(({ articleId: ___, ...text }) => text),
    addedTickers: added.map(({ ticker, seenAt }) => ({ ticker, seenAt })),
  };
}

const ofStories = 'IN (SELECT value FROM json_each(?))';
const ofArticles = `IN (SELECT id FROM articles WHERE story_id ${ofStories})`;

const statementsOf = preparedOnce((client) => ({
  stories: client.prepare(`
    SELECT id, lower(hex(story_key)) AS storyKey, source, is_failover AS isFailover, ingested_at AS ingestedAt
    FROM stories WHERE id ${ofStories} AND headline IS NOT NULL`),
  // The article that its story shows has its text there.
  articles: client.prepare(`
    SELECT articles.id, articles.story_id AS storyId, articles.source, articles.source_id AS sourceId,
      lower(hex(articles.dedup_key)) AS dedupKey, articles.published_at AS publishedAt,
      articles.first_seen_at AS firstSeenAt, articles.tickers, articles.tags, articles.sentiment,
      articles.joined_by AS joinedBy,
      articles.headline IS NULL AND stories.headline IS NOT NULL AS isShown,
      coalesce(articles.headline, stories.headline) AS headline,
      iif(articles.headline IS NULL, stories.description, articles.description) AS description,
      iif(articles.headline IS NULL, stories.url, articles.url) AS url,
      iif(articles.headline IS NULL, stories.publisher, articles.publisher) AS publisher
    FROM articles JOIN stories ON stories.id = articles.story_id
    WHERE articles.story_id ${ofStories} ORDER BY articles.id`),
  // A key stands under the day of the article that made it.
  keys: client.prepare(`
    SELECT lower(hex(stories.story_key)) AS own, lower(hex(known_keys.key)) AS key
    FROM (SELECT DISTINCT story_id, day FROM articles WHERE story_id ${ofStories}) AS carried
    CROSS JOIN known_keys ON known_keys.day = carried.day AND known_keys.story_id = carried.story_id
    JOIN stories ON stories.id = known_keys.story_id`),
  earlier: client.prepare(`
    SELECT article_id AS articleId, headline, description, seen_at AS seenAt, replaced_at AS replacedAt
    FROM revisions WHERE article_id ${ofArticles} ORDER BY id`),
  added: client.prepare(`
    SELECT article_id AS articleId, ticker, seen_at AS seenAt FROM added_tickers WHERE article_id ${ofArticles}
    ORDER BY seen_at, ticker`),
}));
