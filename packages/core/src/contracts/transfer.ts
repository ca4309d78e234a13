import type { ArticleHistory } from '../identity/story-history.js';
import type { QuarantinedItem } from '../model/article.js';
import type { CollectionEvent } from '../model/collection-event.js';
import type { StoryKey } from '../model/primitives.js';
import type { StoryScore } from '../model/sentiment.js';
import type { Gap, SourceState, Watermark } from '../model/source-state.js';
import type { Ticker } from '../model/ticker.js';
import type { EpochMs } from './clock.js';
import type { Incident } from './incidents.js';
import type { LeaseToken } from './leases.js';
import type { Delivery, Term } from './outbox.js';
import type { Json, Register } from './registers.js';

/**
 * What a store holds, kind by kind, in the order in which it is moved. `pruned` comes before the events, because a store may count
 * those that were pruned by the numbers it gives to the others.
 */
export const transferParts = [
  'stories',
  'pruned',
  'events',
  'quarantine',
  'deliveries',
  'incidents',
  'sources',
  'watermarks',
  'gaps',
  'registers',
] as const;
export type TransferPart = (typeof transferParts)[number];

/** A story with all that a store knows of it. */
export interface TransferStory {
  readonly storyKey: StoryKey;
  /** The rule that made its key. */
  readonly identity: string;
  readonly publishedAt: EpochMs;
  readonly ingestedAt: EpochMs;
  /** Of the article that was committed first. */
  readonly source: string;
  readonly isFailover: boolean;
  /** Null for a story that was pruned. Headline, description, url and publisher are those of the article that is shown. */
  readonly shown: {
    /** Which of `articles` that is. */
    readonly article: number;
    readonly tickers: readonly Ticker[];
    readonly tags: readonly string[];
    readonly sources: readonly string[];
    readonly publishers: readonly string[];
    readonly revision: number;
  } | null;
  /** Every key that leads to it, its own included, with the UTC day of the article that made it; sorted. */
  readonly keys: readonly { readonly key: StoryKey; readonly day: number }[];
  /** In the order in which they were committed: the first is the anchor. Those of a pruned story are without texts. */
  readonly articles: readonly ArticleHistory[];
  /** In the order in which they were stored; none of a pruned story. */
  readonly scores: readonly StoryScore[];
}

/** A delivery with the claim that somebody has on it. */
export interface TransferDelivery extends Delivery {
  readonly claim: Term | null;
}

/** What a row of each part is. */
export interface TransferRows {
  readonly stories: TransferStory;
  /** One row, if there is any: how many events were pruned. */
  readonly pruned: { readonly events: number };
  readonly events: CollectionEvent;
  readonly quarantine: QuarantinedItem;
  readonly deliveries: TransferDelivery;
  readonly incidents: Incident;
  readonly sources: SourceState;
  readonly watermarks: Watermark;
  readonly gaps: Gap;
  readonly registers: Register;
}

/** Rows of one part. */
export type TransferPage = {
  readonly [Part in TransferPart]: { readonly part: Part; readonly rows: readonly TransferRows[Part][] };
}[TransferPart];

export interface TransferRead {
  readonly page: TransferPage;
  /** What the next page is read after; null at the end of the part. In a form of the store's own. */
  readonly next: string | null;
}

/** Under what a page is written, and what proves that it is written once. */
export interface TransferStep {
  /** Another number in the store is STORE_LEASE_LOST. */
  readonly lease: LeaseToken;
  /** The register that says how far the copy is. */
  readonly register: string;
  /** What it holds before the page is written; null: there is none. */
  readonly before: Json;
  /** What it holds afterwards. */
  readonly after: Json;
}

/** How much there is of everything that is counted; registers are not. */
export const transferCounts = [
  'stories',
  'prunedStories',
  'articles',
  'keys',
  'earlierTexts',
  'addedTickers',
  'scores',
  'events',
  'prunedEvents',
  'rejectedItems',
  'deliveries',
  'incidents',
  'sources',
  'watermarks',
  'gaps',
] as const;
/** `stories` are those that were not pruned; articles and keys are those of pruned stories too. */
export type TransferCounts = Readonly<Record<(typeof transferCounts)[number], number>>;

/**
 * Moves a whole store into another one, exactly: no rule decides anything anew. Leases are not moved. What is filed so that
 * stories are found (lookup keys, tickers by day, full text) is not read, but made by the store that is written to.
 */
export interface TransferStore {
  counts(): Promise<TransferCounts>;
  /**
   * At most `limit` rows of a part, behind a place that an earlier page gave as `next`; null: from the beginning. Stories, events
   * and rejected items come in the order in which they were stored, the others by their names.
   */
  read(part: TransferPart, after: string | null, limit: number): Promise<TransferRead>;
  /**
   * Adds rows and moves the register, in one atomic, durable step. False, and nothing written, when the register does not hold
   * `before`: so a page that was written is not written again. STORE_CONFLICT when one of the rows is there already.
   */
  write(page: TransferPage, step: TransferStep): Promise<boolean>;
}
