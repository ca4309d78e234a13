import type { Known, PageConclusion, PlacedPage } from '../identity/page.js';
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

/**
 * - `pending`: to be delivered, as soon as it is due and its sink is configured; the only state that is ever due.
 * - `delivered`: the sink took it.
 * - `dead`: the sink refused it or is gone, or it failed too often or for too long. Kept until it is retried, dropped or pruned.
 * - `dropped`: given up by hand.
 * - `replayed`: written by a replay, to be looked at; it stays what it is.
 */
export const deliveryStates = ['pending', 'delivered', 'dead', 'dropped', 'replayed'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** One notification on its way to one sink, or at its end. An event and a sink have at most one. */
export interface Delivery extends Omit<OutboxEntry, 'state'> {
  readonly state: DeliveryState;
  /** How often it was claimed: a try that was cut off counts too. Begins anew when it is retried. */
  readonly attempts: number;
  /** Not due before this is over; null: at once. */
  readonly waits: Term | null;
  /** What went wrong last, without secrets; it stays when a later try succeeds. Null when nothing did. */
  readonly lastError: string | null;
  /** When it was delivered, dead-lettered or dropped; null in the other states. */
  readonly settledAt: EpochMs | null;
}

/** A delivery that is ours until its claim is over. */
export interface TakenDelivery extends Delivery {
  /** Counts from 1; proves the claim. */
  readonly attempt: number;
}

/** By which a claim is known: the attempt is one more each time, so that a claim that was taken over proves nothing any more. */
export interface DeliveryClaim {
  readonly eventId: string;
  readonly sink: string;
  readonly attempt: number;
}

/** What a try came to. `error` is in words and without secrets, whoever settles takes care of that. */
export type DeliveryResult =
  | { readonly kind: 'delivered' }
  /** Stays pending, and is due when `waits` is over. */
  | { readonly kind: 'again'; readonly waits: Term; readonly error: string }
  /** Never tried again, unless by hand. */
  | { readonly kind: 'dead'; readonly error: string };

/** Which deliveries are meant: those that fit all that is given, every one when nothing is. */
export interface DeliveryQuery {
  readonly eventId?: string;
  /** Name of the sink, configured or not. */
  readonly sink?: string;
  /** In one of them. An empty list finds nothing. */
  readonly states?: readonly DeliveryState[];
  /** How many at most. Default: all. RangeError for what is no count. */
  readonly limit?: number;
}

/** What a store holds for one sink, also for one that is configured no more. */
export interface SinkQueue {
  readonly sink: string;
  /** Of every state, 0 included. Settled ones leave with a prune. */
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

/** What is to be removed for good. State, open gaps, registers and what waits for a sink always stay. */
export interface PruneOptions {
  /** Events, quarantine and settled deliveries older than this go. */
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
  /** A consistent copy, also while others write. A backend that has none rejects with a TypeError. */
  backup(path: string): Promise<void>;
  prune(options: PruneOptions): Promise<PruneResult>;
}
