import type { GivenScore, Known, PageConclusion, PlacedPage } from '../identity/page.js';
import type { Article, QuarantinedItem } from '../model/article.js';
import type { Gap, SourceState, Watermark } from '../model/source-state.js';
import type { Ticker } from '../model/ticker.js';
import type { PageScores } from '../sentiment/page-scores.js';
import type { EpochMs } from './clock.js';
import type { IncidentStore } from './incidents.js';
import type { LeaseStore, LeaseToken } from './leases.js';
import type { OutboxStore } from './outbox.js';
import type { ReadStore } from './reading.js';
import type { RegisterStore } from './registers.js';
import type { TransferStore } from './transfer.js';

/** What a backend provides: whole operations, each one atomic step, never a transaction handed out. Errors are `STORE_*`. */
export interface Store {
  readonly capabilities: StoreCapabilities;
  /** Where the data is, for people: no password in it. */
  readonly location: string;
  /** Makes the store ready, brings its schema up to date. Calling it twice is an error of the caller (TypeError). */
  open(options: OpenOptions): Promise<void>;
  /** Idempotent. Afterwards every operation rejects with STORE_CLOSED. */
  close(): Promise<void>;
  readonly articles: ArticleStore;
  readonly state: StateStore;
  readonly leases: LeaseStore;
  readonly registers: RegisterStore;
  readonly outbox: OutboxStore;
  readonly incidents: IncidentStore;
  readonly reading: ReadStore;
  readonly maintenance: MaintenanceStore;
  /** Absent in a store whose content cannot be moved as it is: then it cannot be copied, neither from nor to. */
  readonly transfer?: TransferStore;
}

export interface OpenOptions {
  /** Whether a store that does not exist yet is made; otherwise that is STORE_UNAVAILABLE. */
  readonly create: boolean;
}

export interface StoreCapabilities {
  /** The largest page that one commit takes. */
  readonly maxArticlesPerCommit: number;
  /** Whether {@link MaintenanceStore.backup} makes a copy: `ingest db backup` says so where it does not. */
  readonly backsUpToFile: boolean;
  /** Whether one that was unavailable may work again without being opened anew, as a server that is back. Default: no. */
  readonly reconnects?: boolean;
}

export interface PageCommit {
  /** The lease under which the page is written; another number in the store is STORE_LEASE_LOST. Null where none is needed (replay). */
  readonly lease: LeaseToken | null;
  readonly source: string;
  readonly isFailover: boolean;
  /** When the page is stored: `ingestedAt` and `firstSeenAt` of what is new. */
  readonly at: EpochMs;
  /** Sorted by `(publishedAt, source id)`, at most `maxArticlesPerCommit`. */
  readonly articles: readonly Article[];
  /** Items to be kept; one that an earlier run left there (same source, reason and text) is not kept again. */
  readonly quarantine: readonly QuarantinedItem[];
  /** Items that leave the quarantine with this page (same source, reason and text), because they can be read by now. Default: none. */
  readonly released?: readonly QuarantinedItem[];
  /** What a scorer said of the page's headlines; `planPage` says which of it is kept. Default: nothing was scored. */
  readonly scores?: PageScores | null;
  /** Pure; called inside the atomic step with what the page turned out to hold, again when the step is tried again. */
  readonly conclude: (placed: PlacedPage) => PageConclusion;
}

/** An opinion on a story that is stored. */
export interface ScoreToAdd extends GivenScore {
  /** What was scored. */
  readonly headline: string;
}

export interface ArticleStore {
  /**
   * Stores a page and everything that belongs to it in one atomic, durable step. Where each article belongs is decided by
   * `identifyUnknown` and `planPage` of core, on what the store reads inside the step.
   *
   * The state of its source replaces the one that is kept, but `lastSuccessAt` and `lastFailureAt` never go back while the key
   * is the same: shares of a run go side by side, each from the state that it began with.
   */
  commitPage(commit: PageCommit): Promise<PlacedPage>;
  /**
   * Adds opinions on stories in one atomic, durable step, and lets each story show what `storySentiment` of core makes of all
   * that is known of it then. Left out is an opinion on a headline that the story does not show (any more), one that the last
   * opinion of its model says already (`addsToScores` of core), and one on a story that is pruned or not there. The number of
   * those added.
   */
  addScores(scores: readonly ScoreToAdd[]): Promise<number>;
  /** What {@link ArticleStore.commitPage} would read: for a run that only asks. */
  lookup(articles: readonly Article[]): Promise<Known>;
  /** Whether an article of this source and one of these tickers was published inside the window. */
  holdsAny(
    source: string,
    tickers: readonly Ticker[],
    window: { readonly from: EpochMs; readonly to: EpochMs },
  ): Promise<boolean>;
}

export interface StateStore {
  /** All sources ever seen, in the order of their names. */
  sources(): Promise<readonly SourceState[]>;
  watermarks(source: string): Promise<readonly Watermark[]>;
  /** Open gaps, newest first. */
  gaps(source?: string): Promise<readonly Gap[]>;
}

/** What is to be removed for good. State, open gaps, registers and what waits for a sink always stay. */
export interface PruneOptions {
  /** Events, quarantine, settled deliveries and resolved incidents older than this go. */
  readonly eventsBefore: EpochMs;
  /** Stories published before this go; their keys stay, so that one read again is a duplicate. Null: none. */
  readonly storiesBefore: EpochMs | null;
}

/** How many of each were removed. */
export interface PruneResult {
  readonly events: number;
  /** Rejected items. */
  readonly quarantined: number;
  readonly stories: number;
  readonly deliveries: number;
  readonly incidents: number;
}

/** What a store holds, and whether it holds together. A problem is told of, not thrown. */
export interface StoreCheck {
  readonly schemaVersion: number;
  /** Pruned ones are not counted. */
  readonly stories: number;
  /** Of the stories counted; one story has at least one. */
  readonly articles: number;
  /** Each broken rule in one sentence; empty when all is well. */
  readonly problems: readonly string[];
}

export interface MaintenanceStore {
  /** Reads everything and reports what does not hold together. */
  check(): Promise<StoreCheck>;
  /** A consistent copy, also while others write. A store that does not back up to a file rejects with a TypeError. */
  backup(path: string): Promise<void>;
  prune(options: PruneOptions): Promise<PruneResult>;
}
