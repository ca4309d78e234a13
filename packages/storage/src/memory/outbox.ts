import {
  compareText,
  type Delivery,
  type DeliveryQuery,
  IngestError,
  isOver,
  type OutboxEntry,
  type OutboxStore,
} from '@ingest/core';
import { noDeliveries, settlementOf } from '../shared/delivery.js';
import { toLimit } from '../shared/limit.js';
import type { KeptDelivery, MemoryData } from './data.js';

export function outboxRoom(opened: () => MemoryData): OutboxStore {
  return {
    async add(entries) {
      const data = opened();
      keepEntries(
        data,
        entries.filter((entry) => !data.outbox.has(keyOf(entry))),
      );
    },
    async take(sink, now, { from, until }) {
      const { outbox } = opened();
      const [oldest] = [...outbox.values()]
        .filter((kept) => kept.delivery.sink === sink && isDue(kept, now))
        .map(({ delivery }) => delivery)
        .sort(oldestFirst);
      if (oldest === undefined) return null;
      const delivery = { ...oldest, attempts: oldest.attempts + 1 };
      keep(outbox, { delivery, claim: { from, until } });
      return { ...delivery, attempt: delivery.attempts };
    },
    async settle({ eventId, sink, attempt }, now, result) {
      const { outbox } = opened();
      const kept = outbox.get(keyOf({ eventId, sink }));
      if (kept === undefined || kept.claim === null || kept.delivery.attempts !== attempt) return false;
      const { error, waits, ...settlement } = settlementOf(result, now);
      const delivery = {
        ...kept.delivery,
        ...settlement,
        waits: waits === null ? null : { from: waits.from, until: waits.until },
        lastError: error ?? kept.delivery.lastError,
      };
      keep(outbox, { delivery, claim: null });
      return true;
    },
    async *list({ limit, ...query }) {
      const found = matching(opened(), query).sort((left, right) => oldestFirst(right, left));
      yield* found.slice(0, toLimit(limit) ?? undefined);
    },
    async queues() {
      const deliveries = matching(opened(), {});
      return [...new Set(deliveries.map(({ sink }) => sink))].sort(compareText).map((sink) => {
        const own = deliveries.filter((delivery) => delivery.sink === sink);
        const counts = noDeliveries();
        for (const { state } of own) counts[state] += 1;
        const [oldest] = own.filter(({ state }) => state === 'pending').sort(oldestFirst);
        return { sink, counts, oldestPendingAt: oldest?.createdAt ?? null };
      });
    },
    async retry(query) {
      const data = opened();
      const given = matching(data, { ...query, states: ['dead', 'dropped'] });
      for (const delivery of given) {
        const again = { ...delivery, state: 'pending' as const, attempts: 0, waits: null, settledAt: null };
        keep(data.outbox, { delivery: again, claim: null });
      }
      return given.length;
    },
    async drop(query, now) {
      const data = opened();
      const given = matching(data, { ...query, states: ['pending', 'dead'] });
      for (const delivery of given) {
        const dropped = { ...delivery, state: 'dropped' as const, waits: null, settledAt: now };
        keep(data.outbox, { delivery: dropped, claim: null });
      }
      return given.length;
    },
  };
}

/** STORE_CONFLICT when one of them is there already, or twice among them. */
export function assertNewDeliveries({ outbox }: MemoryData, entries: readonly OutboxEntry[]): void {
  const seen = new Set<string>();
  for (const { eventId, sink } of entries) {
    const key = keyOf({ eventId, sink });
    if (outbox.has(key) || seen.has(key))
      throw new IngestError('STORE_CONFLICT', `the event ${eventId} is in the outbox for ${sink} already`);
    seen.add(key);
  }
}

export function keepEntries({ outbox }: MemoryData, entries: readonly OutboxEntry[]): void {
  for (const { eventId, sink, message, createdAt, state } of entries) {
    const untouched = { attempts: 0, waits: null, lastError: null, settledAt: null };
    keep(outbox, { delivery: { eventId, sink, message, createdAt, state, ...untouched }, claim: null });
  }
}

function keep(outbox: MemoryData['outbox'], kept: KeptDelivery): void {
  outbox.set(keyOf(kept.delivery), kept);
}

function keyOf({ eventId, sink }: Pick<Delivery, 'eventId' | 'sink'>): string {
  return `${eventId}\u0000${sink}`;
}

function isDue({ delivery: { state, waits }, claim }: KeptDelivery, now: number): boolean {
  return state === 'pending' && (waits === null || isOver(waits, now)) && (claim === null || isOver(claim, now));
}

function matching({ outbox }: MemoryData, { eventId, sink, states, minAttempts = 0 }: DeliveryQuery): Delivery[] {
  return [...outbox.values()]
    .map(({ delivery }) => delivery)
    .filter(
      (delivery) =>
        (eventId === undefined || delivery.eventId === eventId) &&
        (sink === undefined || delivery.sink === sink) &&
        delivery.attempts >= minAttempts &&
        (states === undefined || states.includes(delivery.state)),
    );
}

function oldestFirst(left: Delivery, right: Delivery): number {
  return (
    left.createdAt - right.createdAt || compareText(left.eventId, right.eventId) || compareText(left.sink, right.sink)
  );
}
