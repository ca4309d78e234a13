import type { Delivery, EpochMs } from '@ingest/core';
import type { MemoryData } from './data.js';

/** Removes deliveries that were settled, or kept by a replay, before an instant; those that still have to go out stay. */
export function pruneDeliveries({ outbox }: MemoryData, before: EpochMs): number {
  const old = [...outbox].filter(([, { delivery }]) => (endOf(delivery) ?? before) < before);
  for (const [key] of old) outbox.delete(key);
  return old.length;
}

/** Null while it is pending. */
function endOf({ state, createdAt, settledAt }: Delivery): EpochMs | null {
  return state === 'replayed' ? createdAt : settledAt;
}
