import { type Delivery, deliveryStates, type EpochMs } from '@ingest/core';
import { isJson } from '../shared/is-json.js';
import type { KeptDelivery, MemoryData } from './data.js';

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

export function deliveryProblems({ outbox }: MemoryData): string[] {
  return [...outbox.values()].flatMap(problemsOf);
}

function problemsOf({ delivery, claim }: KeptDelivery): string[] {
  const { eventId, sink, message, state, attempts, settledAt } = delivery;
  const rules: readonly [boolean, string][] = [
    [isJson(message), 'has a message in JSON'],
    [deliveryStates.includes(state), 'is in a state that is known'],
    [Number.isSafeInteger(attempts) && attempts >= 0, 'counts its attempts'],
    [(settledAt !== null) === ['delivered', 'dead', 'dropped'].includes(state), 'says when it was settled'],
    [claim === null || state === 'pending', 'is claimed only while it is pending'],
  ];
  return rules.flatMap(([holds, rule]) => (holds ? [] : [`every delivery ${rule}: ${eventId} to ${sink} does not`]));
}
