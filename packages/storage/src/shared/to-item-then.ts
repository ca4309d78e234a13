import {
  type ArticleHistory,
  compareText,
  type ItemQuery,
  type NewsItem,
  type Revision,
  type StoryThen,
  toIso,
} from '@ingest/core';
import { toNewsItem } from './to-news-item.js';

/** A story as the user reads it, with its old texts where the query asks for them. */
export function toItemThen({ story, articles }: StoryThen, { withRevisions = false }: ItemQuery): NewsItem {
  const item = toNewsItem(story, articles);
  return withRevisions ? { ...item, revisions: oldTexts(articles) } : item;
}

function oldTexts(articles: readonly ArticleHistory[]): Revision[] {
  const texts = articles.flatMap(({ source, sourceId, earlier }) =>
    earlier.map((text) => ({ source, sourceId, ...text })),
  );
  texts.sort(
    (left, right) =>
      left.seenAt - right.seenAt ||
      left.replacedAt - right.replacedAt ||
      compareText(left.source, right.source) ||
      compareText(left.sourceId ?? '', right.sourceId ?? ''),
  );
  return texts.map(({ source, sourceId, headline, description, seenAt, replacedAt }) => ({
    source,
    ...(sourceId === null ? {} : { sourceId }),
    headline,
    ...(description === null ? {} : { description }),
    seenAt: toIso(seenAt),
    replacedAt: toIso(replacedAt),
  }));
}
