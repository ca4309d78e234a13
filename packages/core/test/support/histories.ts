import { dedupKey, storyKey } from '../../src/identity/keys.js';
import type { ArticleHistory, StoryHistory } from '../../src/identity/story-history.js';
import { articleOf } from './articles.js';

const at = Date.UTC(2024, 5, 4, 15);

/** An article that was seen at 15:00 and never changed. */
export function seen(fields: Partial<ArticleHistory> = {}): ArticleHistory {
  const article = articleOf(fields);
  return {
    dedupKey: dedupKey(article.headline, article.source, article.publishedAt),
    firstSeenAt: at,
    joinedBy: null,
    earlier: [],
    addedTickers: [],
    ...fields,
    ...article,
  };
}

/** A story of these articles, the first of which is the anchor. */
export function historyOf(...articles: readonly [ArticleHistory, ...ArticleHistory[]]): StoryHistory {
  const [{ earlier, ...anchor }] = articles;
  const key = storyKey({ ...anchor, headline: earlier[0]?.headline ?? anchor.headline });
  const { source, firstSeenAt } = anchor;
  return { storyKey: key, keys: [key], source, isFailover: false, ingestedAt: firstSeenAt, articles, scores: [] };
}
