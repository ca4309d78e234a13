import {
  type Attribution,
  compareText,
  type EpochMs,
  type NativeSentiment,
  type NewsItem,
  type StoryRecord,
  statementScore,
  toIso,
} from '@ingest/core';

/** What a reader sees of an article. */
export interface StoredAttribution {
  readonly source: string;
  readonly sourceId: string | null;
  readonly dedupKey: string;
  readonly headline: string;
  readonly url: string | null;
  readonly publishedAt: EpochMs;
  readonly firstSeenAt: EpochMs;
  readonly sentiment: NativeSentiment | null;
}

export type ShownStory = Omit<StoryRecord, 'leadSource' | 'leadIdentity' | 'sources' | 'storyKey'> & {
  readonly storyKey: string;
};

/** A story as the user reads it; what is not known is absent. */
export function toNewsItem(story: ShownStory, articles: readonly StoredAttribution[]): NewsItem {
  const { description, url, publisher } = story;
  return {
    storyKey: story.storyKey,
    headline: story.headline,
    ...(description === null ? {} : { description }),
    ...(url === null ? {} : { url }),
    publishedAt: toIso(story.publishedAt),
    ingestedAt: toIso(story.ingestedAt),
    tickers: [...story.tickers],
    tags: [...story.tags],
    ...(publisher === null ? {} : { publisher }),
    source: story.source,
    isFailover: story.isFailover,
    ...(story.sentiment === null ? {} : { sentiment: story.sentiment.score }),
    attributions: [...articles].sort(inOrder).map(toAttribution),
    revision: story.revision,
    publishers: [...story.publishers],
  };
}

function toAttribution(article: StoredAttribution): Attribution {
  const { source, sourceId, url, headline, publishedAt, firstSeenAt } = article;
  return {
    source,
    ...(sourceId === null ? {} : { sourceId }),
    ...(url === null ? {} : { url }),
    headline,
    publishedAt: toIso(publishedAt),
    firstSeenAt: toIso(firstSeenAt),
    ...statements(article),
  };
}

/** What the source says of the article, and of its tickers. */
function statements({
  source,
  firstSeenAt,
  sentiment,
}: StoredAttribution): Pick<Attribution, 'sentiment' | 'aboutTickers'> {
  if (sentiment === null) return {};
  const aboutTickers = sentiment.tickers.map(({ ticker, relevance, statement }) => ({
    ticker,
    ...(relevance === null ? {} : { relevance }),
    ...(statement === null
      ? {}
      : { sentiment: statementScore(statement, source, { kind: 'ticker', ticker }, firstSeenAt) }),
  }));
  return {
    ...(sentiment.article === null
      ? {}
      : { sentiment: statementScore(sentiment.article, source, { kind: 'article' }, firstSeenAt) }),
    ...(aboutTickers.length === 0 ? {} : { aboutTickers }),
  };
}

/** By `(publishedAt, source, source id)`; articles without an id by their `dedupKey`. */
function inOrder(left: StoredAttribution, right: StoredAttribution): number {
  return (
    left.publishedAt - right.publishedAt ||
    compareText(left.source, right.source) ||
    compareText(left.sourceId ?? '', right.sourceId ?? '') ||
    compareText(left.dedupKey, right.dedupKey)
  );
}
