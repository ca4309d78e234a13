import type { ArticleHistory, MatchRule, StoryHistory, StoryKey, Ticker } from '@ingest/core';
import { groupBy } from '../shared/group-by.js';
import { scoresOf } from './scores.js';
import type { Session } from './session.js';
import { inSchema } from './statements.js';
import { toBytes } from './values.js';

/** The rows of stories by their own keys, in the order asked, without those that are not there. */
export async function storyIds(session: Session, storyKeys: readonly StoryKey[]): Promise<readonly number[]> {
  const rows = await session.rows<{ storyKey: StoryKey; id: number }>(statementsOf(session).ids, [
    storyKeys.map(toBytes),
  ]);
  const ids = new Map(rows.map(({ storyKey, id }) => [storyKey, id]));
  return storyKeys.map((key) => ids.get(key)).filter((id) => id !== undefined);
}

/** All that is known of the stories in these rows, in their order; pruned ones are left out. */
export async function historiesOf(session: Session, ids: readonly number[]): Promise<readonly StoryHistory[]> {
  const rows = await session.rows<KeyRow>(statementsOf(session).keys, [ids]);
  const keys = groupBy(rows, ({ own }) => own);
  return (await pastsOf(session, ids)).map((past) => {
    const aliases = (keys.get(past.storyKey) ?? []).map(({ key }) => key).filter((key) => key !== past.storyKey);
    return { ...past, keys: [past.storyKey, ...aliases.sort()] };
  });
}

/** {@link historiesOf} without the keys, which take a look at all keys of a day. */
export async function pastsOf(
  session: Session,
  ids: readonly number[],
): Promise<readonly Omit<StoryHistory, 'keys'>[]> {
  const statements = statementsOf(session);
  const stories = new Map((await session.rows<StoryRow>(statements.stories, [ids])).map((row) => [row.id, row]));
  const carriers = await articlesOf(session, ids);
  const scores = await scoresOf(session, ids);
  return ids.flatMap((id) => {
    const story = stories.get(id);
    if (story === undefined) return [];
    const { id: _, ...facts } = story;
    const articles = (carriers.get(id) ?? []).map(({ history }) => history);
    return [{ ...facts, articles, scores: scores.get(id) ?? [] }];
  });
}

/** An article with whether its story shows it; that of a pruned story has no text, and is not shown. */
export interface CarriedArticle {
  readonly history: ArticleHistory;
  readonly isShown: boolean;
}

/** The articles of the stories in these rows, by those, in the order in which they were committed. */
export async function articlesOf(
  session: Session,
  ids: readonly number[],
): Promise<ReadonlyMap<number, readonly CarriedArticle[]>> {
  const statements = statementsOf(session);
  const articles = groupBy(await session.rows<ArticleRow>(statements.articles, [ids]), ({ storyId }) => storyId);
  const earlier = groupBy(await session.rows<EarlierRow>(statements.earlier, [ids]), ({ articleId }) => articleId);
  const added = groupBy(await session.rows<AddedRow>(statements.added, [ids]), ({ articleId }) => articleId);
  const carried = (row: ArticleRow, at: number): CarriedArticle => ({
    history: toHistory(row, at === 0, earlier.get(row.id) ?? [], added.get(row.id) ?? []),
    isShown: row.isShown,
  });
  return new Map([...articles].map(([id, rows]) => [id, rows.map(carried)]));
}

interface StoryRow extends Omit<StoryHistory, 'keys' | 'articles' | 'scores'> {
  readonly id: number;
}

interface ArticleRow extends Omit<ArticleHistory, 'headline' | 'earlier' | 'addedTickers'> {
  readonly id: number;
  readonly storyId: number;
  readonly isShown: boolean;
  readonly headline: string | null;
}

interface KeyRow {
  readonly own: StoryKey;
  readonly key: StoryKey;
}

type EarlierRow = ArticleHistory['earlier'][number] & { readonly articleId: number };

interface AddedRow {
  readonly articleId: number;
  readonly ticker: Ticker;
  readonly seenAt: number;
}

function toHistory(
  { id: _, storyId: __, isShown: ____, headline, joinedBy, ...article }: ArticleRow,
  isAnchor: boolean,
  earlier: readonly EarlierRow[],
  added: readonly AddedRow[],
): ArticleHistory {
  return {
    ...article,
    headline: headline ?? '',
    joinedBy: isAnchor ? null : (joinedBy ?? ('same' satisfies MatchRule)),
    earlier: earlier.map(({ articleId: ___, ...text }) => text),
    addedTickers: added.map(({ ticker, seenAt }) => ({ ticker, seenAt })),
  };
}

/** SQL of a table `days(day)`: the days under which keys stand, each found by a jump over those of the day before. */
export function keyDays(at: string): string {
  return `WITH RECURSIVE days(day) AS (
    SELECT min(day) FROM ${at}known_keys
    UNION ALL
    SELECT (SELECT min(day) FROM ${at}known_keys WHERE day > days.day) FROM days WHERE days.day IS NOT NULL
  )`;
}

const statementsOf = inSchema((at) => {
  const ofArticles = `IN (SELECT id FROM ${at}articles WHERE story_id = ANY ($1::bigint[]))`;
  return {
    ids: `
      ${keyDays(at)}
      SELECT stories.story_key AS "storyKey", stories.id
      FROM unnest($1::bytea[]) AS asked(key) CROSS JOIN days
      JOIN ${at}known_keys AS known_keys ON known_keys.day = days.day AND known_keys.key = asked.key
      JOIN ${at}stories AS stories ON stories.id = known_keys.story_id AND stories.story_key = known_keys.key`,
    stories: `
      SELECT id, story_key AS "storyKey", source, is_failover AS "isFailover", ingested_at AS "ingestedAt"
      FROM ${at}stories WHERE id = ANY ($1::bigint[]) AND headline IS NOT NULL`,
    // The article that its story shows has its text there.
    articles: `
      SELECT articles.id, articles.story_id AS "storyId", articles.source, articles.source_id AS "sourceId",
        articles.dedup_key AS "dedupKey", articles.published_at AS "publishedAt",
        articles.first_seen_at AS "firstSeenAt", articles.tickers, articles.tags, articles.joined_by AS "joinedBy",
        articles.sentiment,
        articles.headline IS NULL AND stories.headline IS NOT NULL AS "isShown",
        coalesce(articles.headline, stories.headline) AS headline,
        CASE WHEN articles.headline IS NULL THEN stories.description ELSE articles.description END AS description,
        CASE WHEN articles.headline IS NULL THEN stories.url ELSE articles.url END AS url,
        CASE WHEN articles.headline IS NULL THEN stories.publisher ELSE articles.publisher END AS publisher
      FROM ${at}articles AS articles JOIN ${at}stories AS stories ON stories.id = articles.story_id
      WHERE articles.story_id = ANY ($1::bigint[]) ORDER BY articles.id`,
    // A key stands under the day of the article that made it.
    keys: `
      SELECT stories.story_key AS own, known_keys.key
      FROM (SELECT DISTINCT story_id, day FROM ${at}articles WHERE story_id = ANY ($1::bigint[])) AS carried
      JOIN ${at}known_keys AS known_keys ON known_keys.day = carried.day AND known_keys.story_id = carried.story_id
      JOIN ${at}stories AS stories ON stories.id = known_keys.story_id`,
    earlier: `
      SELECT article_id AS "articleId", headline, description, seen_at AS "seenAt", replaced_at AS "replacedAt"
      FROM ${at}revisions WHERE article_id ${ofArticles} ORDER BY id`,
    added: `
      SELECT article_id AS "articleId", ticker, seen_at AS "seenAt" FROM ${at}added_tickers WHERE article_id ${ofArticles}
      ORDER BY seen_at, ticker`,
  };
});
