import { createHash } from 'node:crypto';
import type { Attribution, NewsItem } from '../model/news-item.js';
import type { SentimentScore } from '../model/sentiment.js';
import { compareText } from '../text/compare-text.js';
import { canonicalJson, type JsonValue } from './canonical-json.js';

/** What a store holds, in one hash: equal digests mean equal stories. */
export interface Digest {
  /** Of the rule that says what is hashed. */
  readonly version: 1;
  /** SHA-256 in lower-case hex. */
  readonly hash: string;
  readonly stories: number;
}

/**
 * Hashes stories, which have to come in `storyKey` order: one canonical JSON line each. When they were ingested, which
 * source was first, and whatever the program derived by itself is not in it, so that the same articles give the same digest.
 */
export async function digestOf(stories: AsyncIterable<NewsItem>): Promise<Digest> {
  const hash = createHash('sha256');
  let count = 0;
  for await (const story of stories) {
    hash.update(`${canonicalJson(storyLine(story))}\n`);
    count += 1;
  }
  return { version: 1, hash: hash.digest('hex'), stories: count };
}

function storyLine(story: NewsItem): JsonValue {
  const { storyKey, headline, description, url, publisher, publishedAt, tickers, tags, revision, attributions } = story;
  return {
    storyKey,
    headline,
    description,
    url,
    publisher,
    publishedAt,
    tickers,
    tags,
    revision,
    attributions: [...attributions].sort(inOrder).map(attributionLine),
  };
}

function attributionLine(attribution: Attribution): JsonValue {
  const { source, sourceId, url, headline, publishedAt, sentiment, aboutTickers } = attribution;
  return {
    source,
    sourceId,
    url,
    headline,
    publishedAt,
    sentiment: statementLine(sentiment),
    aboutTickers: aboutTickers?.map(({ ticker, relevance, sentiment }) => ({
      ticker,
      relevance,
      sentiment: statementLine(sentiment),
    })),
  };
}

/** What a source stated; when we heard it is ours. */
function statementLine(sentiment: SentimentScore | undefined): JsonValue | undefined {
  if (sentiment?.origin !== 'provider') return undefined;
  const { calculatedAt: _, ...statement } = sentiment;
  return statement;
}

/** By `(publishedAt, source, source id)`; articles without an id differ in their headlines. */
function inOrder(left: Attribution, right: Attribution): number {
  return (
    compareText(left.publishedAt, right.publishedAt) ||
    compareText(left.source, right.source) ||
    compareText(left.sourceId ?? '', right.sourceId ?? '') ||
    compareText(left.headline, right.headline)
  );
}
