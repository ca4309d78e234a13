import {
  articleIdentity,
  dedupKey,
  type ExplainedArticle,
  type ExplainedStory,
  storyKey,
  toTicker,
} from '@ingest/core';

type ArticleHistory = ExplainedArticle['article'];

export const seenAt = Date.UTC(2026, 5, 4, 13, 35);

/** An article as a store keeps it. */
export function historyOf(fields: Partial<ArticleHistory> = {}): ArticleHistory {
  const headline = 'Calder Motors opens a plant for electric vans near the port';
  return {
    source: 'tiingo',
    sourceId: '1',
    headline,
    description: null,
    url: null,
    publisher: 'news.example',
    publishedAt: Date.UTC(2026, 5, 4, 13, 30),
    tickers: [toTicker('CLDR')].filter((ticker) => ticker !== null),
    tags: [],
    sentiment: null,
    dedupKey: dedupKey(headline, 'tiingo', seenAt),
    firstSeenAt: seenAt,
    joinedBy: null,
    earlier: [],
    addedTickers: [],
    ...fields,
  };
}

/** A story of these articles, all of which joined its anchor. */
export function explainedOf(
  articles: readonly ArticleHistory[] = [historyOf()],
  nearest: ExplainedStory['nearest'] = null,
): ExplainedStory {
  const [anchor = historyOf()] = articles;
  const { headline, description, url, publisher, publishedAt, tickers, tags, source } = anchor;
  const own = storyKey(anchor);
  const shown = { headline, description, url, publisher, publishedAt, tickers, tags, source };
  return {
    story: {
      ...shown,
      storyKey: own,
      leadSource: source,
      leadIdentity: articleIdentity(anchor),
      sources: [source],
      publishers: ['news'],
      isFailover: false,
      ingestedAt: seenAt,
      revision: 0,
      sentiment: null,
    },
    keys: [...new Set([own, ...articles.map((article) => storyKey(article))])],
    articles: articles.map((article, at) => ({
      article,
      ownKey: storyKey(article),
      joined: at === 0 ? null : anchor,
      words: at === 0 ? null : { here: ['new'], there: [] },
    })),
    scores: [],
    nearest,
  };
}
