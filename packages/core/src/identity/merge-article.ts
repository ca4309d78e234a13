import type { EpochMs } from '../contracts/clock.js';
import type { Article } from '../model/article.js';
import type { StoryKey } from '../model/primitives.js';
import type { Ticker } from '../model/ticker.js';
import { heardFirst, nativeSentiment, type StorySentiment } from '../sentiment/story-sentiment.js';
import type { IdentifiedArticle } from './page.js';
import { publisherFamily } from './publisher-family.js';

/** A story as stores keep it: what it shows, and what is needed to let another article join it. */
export interface StoryRecord {
  readonly storyKey: StoryKey;
  /** Text, url, publisher and time of its earliest article by `(publishedAt, source, source id)`. */
  readonly headline: string;
  readonly description: string | null;
  readonly url: string | null;
  readonly publisher: string | null;
  readonly publishedAt: EpochMs;
  /** Which article that is: source and {@link articleIdentity}. */
  readonly leadSource: string;
  readonly leadIdentity: string;
  /** Sorted unions over its articles. */
  readonly tickers: readonly Ticker[];
  readonly tags: readonly string[];
  /** The sources that carried it, in the order in which they did. */
  readonly sources: readonly string[];
  /** The families of publishers that carried it, sorted: how many say so independently of each other. */
  readonly publishers: readonly string[];
  /** Of the article that was committed first. */
  readonly source: string;
  readonly isFailover: boolean;
  readonly ingestedAt: EpochMs;
  /** How often its articles changed their text. */
  readonly revision: number;
  /** Null where nobody said anything. */
  readonly sentiment: StorySentiment | null;
}

export function newStory(
  { article, identity, storyKey }: Pick<IdentifiedArticle, 'article' | 'identity' | 'storyKey'>,
  at: EpochMs,
  isFailover: boolean,
): StoryRecord {
  return {
    storyKey,
    ...shownBy(article, identity),
    tickers: article.tickers,
    tags: article.tags,
    sources: [article.source],
    publishers: publishersOf(article),
    source: article.source,
    isFailover,
    ingestedAt: at,
    revision: 0,
    sentiment: nativeSentiment(article, at),
  };
}

/** The story with one more article, seen first at `at`; it shows the earliest of them, whatever the order of arrival. */
export function attachArticle(
  story: StoryRecord,
  { article, identity }: Pick<IdentifiedArticle, 'article' | 'identity'>,
  at: EpochMs,
): StoryRecord {
  return {
    ...story,
    ...(leads(article, identity, story) ? shownBy(article, identity) : {}),
    tickers: sortedUnion(story.tickers, article.tickers),
    tags: sortedUnion(story.tags, article.tags),
    sources: story.sources.includes(article.source) ? story.sources : [...story.sources, article.source],
    publishers: sortedUnion(story.publishers, publishersOf(article)),
    sentiment: heardFirst(story.sentiment, nativeSentiment(article, at)),
  };
}

/** The story after one of its articles came again, with changed text or for more tickers. Its time stays the first seen. */
export function reviseArticle(story: StoryRecord, identity: string, article: Article, revised: boolean): StoryRecord {
  const isShown = revised && story.leadIdentity === identity;
  return {
    ...story,
    ...(isShown ? { headline: article.headline, description: article.description } : {}),
    tickers: sortedUnion(story.tickers, article.tickers),
    revision: story.revision + (revised ? 1 : 0),
  };
}

function publishersOf({ publisher, url }: Article): readonly string[] {
  const family = publisherFamily(publisher, url);
  return family === null ? [] : [family];
}

function shownBy(article: Article, identity: string) {
  const { headline, description, url, publisher, publishedAt, source } = article;
  return { headline, description, url, publisher, publishedAt, leadSource: source, leadIdentity: identity };
}

function leads(article: Article, identity: string, story: StoryRecord): boolean {
  if (article.publishedAt !== story.publishedAt) return article.publishedAt < story.publishedAt;
  if (article.source !== story.leadSource) return article.source < story.leadSource;
  return identity < story.leadIdentity;
}

function sortedUnion<T extends string>(left: readonly T[], right: readonly T[]): readonly T[] {
  if (right.every((value) => left.includes(value))) return left;
  return [...new Set([...left, ...right])].sort();
}
