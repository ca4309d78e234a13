import type { EpochMs } from '../contracts/clock.js';
import type { OutboxEntry } from '../contracts/outbox.js';
import type { Article } from '../model/article.js';
import type { CollectionEvent } from '../model/collection-event.js';
import type { DedupKey, StoryKey } from '../model/primitives.js';
import type { StoryScore } from '../model/sentiment.js';
import type { Gap, SourceState, Watermark } from '../model/source-state.js';
import type { Ticker } from '../model/ticker.js';
import type { Join } from './join.js';
import type { LookupKeys } from './lookup-keys.js';
import type { StoryRecord } from './merge-article.js';
import type { PreparedArticle } from './prepare-article.js';
import type { MatchRule } from './same-story.js';

/** What a store knows of an article. */
export interface KnownArticle {
  readonly storyKey: StoryKey;
  readonly headline: string;
  readonly description: string | null;
  readonly tickers: readonly Ticker[];
  /** When this text of it was seen first. */
  readonly textSeenAt: EpochMs;
}

/** What a store read for a page. */
export interface Known {
  /** By {@link articleIdentity}. */
  readonly articles: ReadonlyMap<string, KnownArticle>;
  /** By every key that leads to the story; null for a story whose text was pruned. */
  readonly stories: ReadonlyMap<StoryKey, StoryRecord | null>;
  /** By the own key of an unknown article, where that leads nowhere: the story that it joins. */
  readonly joins: ReadonlyMap<StoryKey, Join>;
}

/** An article the store does not know, with all that says where it belongs. */
export interface IdentifiedArticle {
  readonly article: Article;
  readonly identity: string;
  readonly dedupKey: DedupKey;
  readonly storyKey: StoryKey;
  readonly prepared: PreparedArticle;
}

export interface PageIdentities {
  readonly unknown: readonly IdentifiedArticle[];
  /** The stories that have to be read before the page can be planned, beside those that {@link Known.joins} names. */
  readonly storyKeys: ReadonlySet<StoryKey>;
}

export interface NewArticle extends IdentifiedArticle {
  /** The story it carries; not always its own `storyKey`. */
  readonly belongsTo: StoryKey;
  /** The rule by which it joined that story; null for its anchor. */
  readonly joinedBy: MatchRule | null;
}

/** Where the anchor of a new story is filed, so that what matches it is found. */
export interface Filing extends LookupKeys {
  readonly storyKey: StoryKey;
  /** The UTC day on which it was published, counted from 1970. */
  readonly day: number;
}

export interface RevisedArticle {
  readonly identity: string;
  readonly headline: string;
  readonly description: string | null;
  readonly previous: { readonly headline: string; readonly description: string | null };
}

/** What a page turned out to hold. */
export interface PlacedPage {
  readonly newStories: readonly {
    readonly storyKey: StoryKey;
    readonly publishedAt: EpochMs;
    readonly tickers: readonly Ticker[];
  }[];
  readonly duplicates: number;
  readonly revised: number;
  readonly collisions: number;
}

/** What belongs to a page beside its articles; on the last page of a collection the event and the source's state. */
export interface PageConclusion {
  readonly event: CollectionEvent | null;
  readonly state: SourceState | null;
  readonly watermarks: readonly Watermark[];
  /** A gap with an id that is there already takes its place. */
  readonly openedGaps: readonly Gap[];
  readonly closedGapIds: readonly string[];
  /** For the outbox; committed with what they announce. */
  readonly notifications: readonly OutboxEntry[];
}

/** Known articles that were delivered for more tickers. */
export interface RetickeredArticle {
  readonly identity: string;
  /** All of them. */
  readonly tickers: readonly Ticker[];
  /** Those that are new. */
  readonly added: readonly Ticker[];
}

/** An opinion that a scorer gave with a page. */
export interface GivenScore {
  readonly storyKey: StoryKey;
  readonly score: StoryScore;
}

/** Everything that a store has to write for a page. */
export interface PagePlan {
  readonly placed: PlacedPage;
  readonly newStories: readonly StoryRecord[];
  readonly changedStories: readonly StoryRecord[];
  readonly newArticles: readonly NewArticle[];
  readonly filings: readonly Filing[];
  readonly revisedArticles: readonly RevisedArticle[];
  readonly retickeredArticles: readonly RetickeredArticle[];
  /** What the scores of the page mean for its stories; the stories show it already. */
  readonly scores: readonly GivenScore[];
}
