import type { PageConclusion, PlacedPage } from '../identity/place-page.js';
import type { Article, QuarantinedItem } from '../model/article.js';
import type { Gap, SourceState, Watermark } from '../model/source-state.js';
import type { Ticker } from '../model/ticker.js';
import type { EpochMs } from './clock.js';
import type { ReadStore } from './reading.js';

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
  readonly reading: ReadStore;
  readonly maintenance: MaintenanceStore;
}

export interface OpenOptions {
  /** Whether a store that does not exist yet is made; otherwise that is STORE_UNAVAILABLE. */
  readonly create: boolean;
}

export interface StoreCapabilities {
  /** The largest page that one commit takes. */
  readonly maxArticlesPerCommit: number;
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
  /** Pure; called inside the atomic step with what the page turned out to hold, again when the step is tried again. */
  readonly conclude: (placed: PlacedPage) => PageConclusion;
}

export interface ArticleStore {
  /**
   * Stores a page and everything that belongs to it in one atomic, durable step. Where each article belongs is decided by
   * `identifyUnknown` and `planPage` of core, on what the store reads inside the step.
   */
  commitPage(commit: PageCommit): Promise<PlacedPage>;
  /** What {@link ArticleStore.commitPage} would read: for a run that only asks. */
  lookup(articles: readonly Article[]): Promise<import('../identity/place-page.js').Known>;
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

/** Who takes a lease. */
export interface LeaseOwner {
  /** For people: program, process id, host. */
  readonly holder: string;
  /** Identifies the boot of the machine, so that a process id means something. */
  readonly bootId: string;
  readonly pid: number;
  /** When the process started, in the machine's own unit: a process id is used again. */
  readonly processStart: string;
}

/** The proof of holding a lease; the number grows with each taking. */
export interface LeaseToken {
  readonly name: string;
  readonly number: number;
}

export interface HeldLease extends LeaseToken, LeaseOwner {
  readonly takenAt: EpochMs;
  /** Over when now ≥ `until` or now < `from`, so that a clock that was wrong locks nothing for longer than meant. */
  readonly from: EpochMs;
  readonly until: EpochMs;
}

export interface LeaseTerm {
  readonly now: EpochMs;
  readonly from: EpochMs;
  readonly until: EpochMs;
}

export type LeaseResult =
  | { readonly taken: true; readonly token: LeaseToken }
  | { readonly taken: false; readonly heldBy: HeldLease };

export interface LeaseStore {
  /** Takes a lease that is free or over. `evenFrom` takes it also from the holder of that number: the caller knows that it is gone. */
  take(name: string, owner: LeaseOwner, term: LeaseTerm, evenFrom?: number): Promise<LeaseResult>;
  /** Rejects with STORE_LEASE_LOST when another process holds it by now. */
  renew(token: LeaseToken, term: LeaseTerm): Promise<void>;
  /** Frees the lease if it is still this one. */
  release(token: LeaseToken): Promise<void>;
}

/** Any value that survives JSON. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface Register {
  readonly name: string;
  readonly value: Json;
}

/** What a pure function made of the value before, and what it has to say about it. */
export interface Changed<Result> {
  /** Null: nothing is kept. The very value that was given: nothing is written. */
  readonly after: Json;
  readonly result: Result;
}

/**
 * Small values that processes share and change in turns: breakers and quotas by source and key, the failure tracker. What they
 * mean is core's affair; a store keeps them.
 */
export interface RegisterStore {
  /** All whose names begin so, in the order of their names. */
  list(prefix: string): Promise<readonly Register[]>;
  /**
   * One atomic, durable step: `decide` is given the value (null: there is none) and says what it becomes. Pure; called again
   * when the step is tried again. Whatever it throws leaves the value as it was.
   */
  change<Result>(name: string, decide: (before: Json) => Changed<Result>): Promise<Result>;
}

/** Over when now ≥ `until` or now < `from`, so that a clock that was wrong holds nothing for longer than meant. */
export interface Term {
  readonly from: EpochMs;
  readonly until: EpochMs;
}

/** A notification for one sink, to be committed with the data that it announces. */
export interface OutboxEntry {
  readonly eventId: string;
  /** Name of the sink. */
  readonly sink: string;
  /** What the sink is given, as JSON text. */
  readonly message: string;
  readonly createdAt: EpochMs;
  /** `replayed`: kept to be looked at, never due. */
  readonly state: 'pending' | 'replayed';
}

export const deliveryStates = ['pending', 'delivered', 'dead', 'dropped', 'replayed'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export interface Delivery extends Omit<OutboxEntry, 'state'> {
  readonly state: DeliveryState;
  /** How often it was claimed. */
  readonly attempts: number;
  /** Not due before this is over; null: at once. */
  readonly waits: Term | null;
  readonly lastError: string | null;
  /** When it was delivered, dead-lettered or dropped. */
  readonly settledAt: EpochMs | null;
}

/** A delivery that is ours until its claim is over. */
export interface TakenDelivery extends Delivery {
  /** Counts from 1; proves the claim. */
  readonly attempt: number;
}

export interface DeliveryClaim {
  readonly eventId: string;
  readonly sink: string;
  readonly attempt: number;
}

export type DeliveryResult =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'again'; readonly waits: Term; readonly error: string }
  | { readonly kind: 'dead'; readonly error: string };

export interface DeliveryQuery {
  readonly eventId?: string;
  readonly sink?: string;
  readonly states?: readonly DeliveryState[];
  readonly limit?: number;
}

export interface SinkQueue {
  readonly sink: string;
  readonly counts: Readonly<Record<DeliveryState, number>>;
  /** When the oldest pending one was committed; null when none is. */
  readonly oldestPendingAt: EpochMs | null;
}

/** Notifications on their way to the sinks; their rows are committed by {@link ArticleStore.commitPage}. */
export interface OutboxStore {
  /**
   * Claims the oldest pending delivery of a sink that is due and that nobody claims, and counts the attempt. Null when there
   * is none. A claim that is over is as none: its delivery is due again.
   */
  take(sink: string, now: EpochMs, claim: Term): Promise<TakenDelivery | null>;
  /** Writes down what a claim came to and ends it. False, and nothing written, when the delivery is claimed by another or settled. */
  settle(claim: DeliveryClaim, now: EpochMs, result: DeliveryResult): Promise<boolean>;
  /** Newest first by `(createdAt, eventId, sink)`. */
  list(query: DeliveryQuery): AsyncIterable<Delivery>;
  /** One entry a sink that has deliveries, in the order of their names. */
  queues(): Promise<readonly SinkQueue[]>;
  /** Makes dead and dropped deliveries pending again, due at once, attempts counted anew, under the same ids. Answers with how many. */
  retry(query: Pick<DeliveryQuery, 'eventId' | 'sink'>): Promise<number>;
  /** Gives up pending and dead deliveries. Answers with how many. */
  drop(query: Pick<DeliveryQuery, 'eventId' | 'sink'>, now: EpochMs): Promise<number>;
}

export interface PruneOptions {
  /** Events, quarantine and settled deliveries older than this go. */
  readonly eventsBefore: EpochMs;
  /** Stories published before this go; their keys stay, so that one read again is a duplicate. Null: none. */
  readonly storiesBefore: EpochMs | null;
}

export interface PruneResult {
  readonly events: number;
  readonly quarantined: number;
  readonly stories: number;
  readonly deliveries: number;
}

export interface StoreCheck {
  readonly schemaVersion: number;
  readonly stories: number;
  readonly articles: number;
  /** Each broken rule in one sentence; empty when all is well. */
  readonly problems: readonly string[];
}

export interface MaintenanceStore {
  /** Reads everything and reports what does not hold together. */
  check(): Promise<StoreCheck>;
  /** A consistent copy, also while others write. A backend that has none rejects with a TypeError. */
  backup(path: string): Promise<void>;
  prune(options: PruneOptions): Promise<PruneResult>;
}
