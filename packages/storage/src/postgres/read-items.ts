import type { NewsItem } from '@ingest/core';
import { groupBy } from '../shared/group-by.js';
import { type ShownStory, type StoredAttribution, toNewsItem } from '../shared/to-news-item.js';
import type { Session } from './session.js';
import { inSchema } from './statements.js';
import { fromStorySentiment } from './values.js';

/** Rows of all stories, in the order of their keys. */
export async function allStoryIds(session: Session): Promise<readonly number[]> {
  const [row] = await session.rows<{ ids: readonly number[] }>(statementsOf(session).ids);
  return row?.ids ?? [];
}

/** The stories of these rows, in their order, as the user reads them; one that was pruned meanwhile is left out. */
export async function itemsOf(session: Session, ids: readonly number[]): Promise<NewsItem[]> {
  const { stories, articles } = statementsOf(session);
  const found = new Map((await session.rows<StoryRow>(stories, [ids])).map((row) => [row.id, row]));
  const carriers = groupBy(await session.rows<ArticleRow>(articles, [ids]), ({ storyId }) => storyId);
  return ids.flatMap((id) => {
    const story = found.get(id);
    return story === undefined ? [] : [toItem(story, carriers.get(id) ?? [])];
  });
}

interface StoryRow extends ShownStory {
  readonly id: number;
}

interface ArticleRow extends Omit<StoredAttribution, 'headline'> {
  readonly storyId: number;
  readonly headline: string | null;
}

function toItem(story: StoryRow, carriers: readonly ArticleRow[]): NewsItem {
  const { headline, url } = story;
  const sentiment = story.sentiment === null ? null : fromStorySentiment(story.sentiment);
  return toNewsItem(
    { ...story, sentiment },
    // The article that the story shows has its text there.
    carriers.map((article) =>
      article.headline === null ? { ...article, headline, url } : { ...article, headline: article.headline },
    ),
  );
}

const statementsOf = inSchema((at) => ({
  ids: `SELECT ARRAY(SELECT id FROM ${at}stories WHERE headline IS NOT NULL ORDER BY story_key)::bigint[] AS ids`,
  stories: `
    SELECT id, story_key AS "storyKey", headline, description, url, publisher, published_at AS "publishedAt",
      ingested_at AS "ingestedAt", source, is_failover AS "isFailover", tickers, tags, publishers, revision, sentiment
    FROM ${at}stories WHERE id = ANY ($1::bigint[]) AND headline IS NOT NULL`,
  articles: `
    SELECT story_id AS "storyId", source, source_id AS "sourceId", dedup_key AS "dedupKey", headline, url,
      published_at AS "publishedAt", first_seen_at AS "firstSeenAt", sentiment
    FROM ${at}articles WHERE story_id = ANY ($1::bigint[])`,
}));
