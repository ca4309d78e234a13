import type { Anchor, LookupPlace } from '../identity/join.js';
import type { StoryHistory } from '../identity/story-history.js';
import type { QuarantinedItem } from '../model/article.js';
import type { CollectionEvent } from '../model/collection-event.js';
import type { NewsItem } from '../model/news-item.js';
import type { StoryKey } from '../model/primitives.js';
import type { SentimentLabel } from '../model/sentiment.js';
import type { Ticker } from '../model/ticker.js';
import type { EpochMs } from './clock.js';

/** Which stories are meant: those that fit all that is given, every one when nothing is. */
export interface ItemQuery {
  /** About one of them. */
  readonly tickers?: readonly Ticker[];
  /** Carried by one of them, first or later. */
  readonly sources?: readonly string[];
  /** Published at or after. */
  readonly since?: EpochMs;
  /** Published before. */
  readonly until?: EpochMs;
  /** Words that must all stand in headline or description, in any order and case; a text without a word finds nothing. */
  readonly search?: string;
  /** Carried by at least so many publishers, those of one family counted once. */
  readonly minPublishers?: number;
  /**
   * Which show one of these labels; those that nobody scored show none, and neither do those whose sentiment is about another ticker
   * alone than one of the `tickers`.
   */
  readonly sentiments?: readonly SentimentLabel[];
  /** Whose sentiment, as `sentiments` takes it, is at least so sure, 0…1; those whose confidence is not stated are left out. */
  readonly minConfidence?: number;
  /**
   * Which are about one of the `tickers` at least so much, 0…1, as any source states it; those of whose relevance for them no
   * source says anything stay. Without tickers it asks for nothing.
   */
  readonly minRelevance?: number;
  /** How many at most; `countItems` counts all the same. Default: all. RangeError for what is no count. */
  readonly limit?: number;
  /**
   * Nothing but what the store knew at this instant, included: stories, articles, texts and tickers that came later are left
   * out, and all the rest of the query is asked of what was known then. Of what was pruned since, nothing is known.
   */
  readonly asOf?: EpochMs;
  /** Whether each item brings the texts that its articles had before, by `(seenAt, replacedAt, source, source id)`. Default: no. */
  readonly withRevisions?: boolean;
}

/** Which collections, or rejected items, are meant: those that fit all that is given, every one that is still kept when nothing is. */
export interface EventQuery {
  readonly runId?: string;
  readonly source?: string;
  /** Begun, or rejected, at or after. */
  readonly since?: EpochMs;
  /** How many at most. Default: all. RangeError for what is no count. */
  readonly limit?: number;
}

/** How many stories one source delivered first, and another one later. */
export interface SourceCollisions {
  readonly first: string;
  readonly later: string;
  readonly stories: number;
}

/** What people and programs ask a store. Each operation answers from one state of it; a stream may see later states as it goes on. */
export interface ReadStore {
  /** Newest first by `(publishedAt, storyKey)`; read as it is consumed. */
  items(query: ItemQuery): AsyncIterable<NewsItem>;
  countItems(query: ItemQuery): Promise<number>;
  /** Newest first. */
  events(query: EventQuery): AsyncIterable<CollectionEvent>;
  /** Newest first. */
  quarantine(query: EventQuery): AsyncIterable<QuarantinedItem>;
  /** How many new stories were found by collections begun in `[from, to)`, of those whose events are still kept. */
  countNewStories(from: EpochMs, to: EpochMs): Promise<number>;
  /** How many events were ever stored, pruned ones included: it never shrinks. */
  countEventsEver(): Promise<number>;
  /** All stories in `storyKey` order: what the digest is made of. */
  stories(): AsyncIterable<NewsItem>;
  /**
   * The stories that a text leads to, by their own keys, sorted; pruned ones too. A text is a key that the story ever had, or
   * the id of one of its articles as `source:id` or alone. Where it is none of these, it is taken for the beginning of a key,
   * if it has at least `shortestKeyStart` hex characters. Hex characters may be in either case.
   */
  find(text: string): Promise<readonly StoryKey[]>;
  /** All that is known of these stories, in the order asked; those that are pruned or not there are left out. */
  histories(storyKeys: readonly StoryKey[]): Promise<readonly StoryHistory[]>;
  /** The anchors that are filed at any of these places, each once, in no order. */
  anchors(places: readonly LookupPlace[]): Promise<readonly Anchor[]>;
  /** Which sources delivered the same stories, of those published at or after an instant; sorted by the names of the pair. */
  collisions(since: EpochMs): Promise<readonly SourceCollisions[]>;
}

/** The fewest characters by which a key is found: fewer say too little in a large store. */
export const shortestKeyStart = 8;
