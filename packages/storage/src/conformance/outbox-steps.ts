import type { DeliveryResult, OutboxEntry, Store, TakenDelivery } from '@ingest/core';
import { concluding, noon, term } from './build.js';

// What the cases of the outbox do again and again, at an instant counted from `noon`, for the sink `hook`.

export async function announce(store: Store, ...notifications: readonly OutboxEntry[]): Promise<void> {
  await store.articles.commitPage(concluding({ notifications }));
}

/** Claims for a minute. */
export function take(store: Store, after = 0, sink = 'hook'): Promise<TakenDelivery | null> {
  const { now, from, until } = term(after);
  return store.outbox.take(sink, now, { from, until });
}

export async function takenId(store: Store): Promise<string | undefined> {
  return (await take(store))?.eventId;
}

export function settle(
  store: Store,
  attempt: number,
  result: DeliveryResult,
  after = 0,
  eventId = 'event-1',
): Promise<boolean> {
  return store.outbox.settle({ eventId, sink: 'hook', attempt }, noon + after, result);
}
