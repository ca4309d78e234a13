import type { EpochMs } from './clock.js';

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
  /** Claimed at least so often. */
  readonly minAttempts?: number;
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
  /** Commits notifications that belong to no page, in one atomic step; those that are there already stay as they are. */
  add(entries: readonly OutboxEntry[]): Promise<void>;
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
