import type { EpochMs } from '../contracts/clock.js';
import type { Article } from '../model/article.js';
import type { DedupKey, StoryKey } from '../model/primitives.js';
import type { StoryScore } from '../model/sentiment.js';
import type { Ticker } from '../model/ticker.js';
import type { MatchRule } from './same-story.js';

/** A text that an article had before. */
export interface EarlierText {
  readonly headline: string;
  readonly description: string | null;
  /** When this text was seen first. */
  readonly seenAt: EpochMs;
  /** When the next one took its place. */
  readonly replacedAt: EpochMs;
}

/** An article as it is now, and what it was before. */
export interface ArticleHistory extends Article {
  readonly dedupKey: DedupKey;
  readonly firstSeenAt: EpochMs;
  /** The rule by which it joined its story; null for the anchor. */
  readonly joinedBy: MatchRule | null;
  /** Oldest first. */
  readonly earlier: readonly EarlierText[];
  /** Tickers for which it was delivered after it was seen first, by `(seenAt, ticker)`. */
  readonly addedTickers: readonly { readonly ticker: Ticker; readonly seenAt: EpochMs }[];
}

/** A story with all that its articles ever were. */
export interface StoryHistory {
  readonly storyKey: StoryKey;
  /** Every key that leads to it: its own first, then the others, sorted. */
  readonly keys: readonly StoryKey[];
  /** Of the article that was committed first. */
  readonly source: string;
  readonly isFailover: boolean;
  readonly ingestedAt: EpochMs;
  /** In the order in which they were committed: the first is the anchor. */
  readonly articles: readonly ArticleHistory[];
  /** What scorers said of it, in the order in which it was stored. */
  readonly scores: readonly StoryScore[];
}

/** The text that an article came with: what it was matched by. */
export function firstHeadline({ earlier, headline }: ArticleHistory): string {
  return earlier[0]?.headline ?? headline;
}
