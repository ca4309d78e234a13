import { type Delivery, deliveryStates, type Term } from '@ingest/core';
import { isJson } from './is-json.js';

/** Each rule that a delivery breaks, with the claim on it, in one sentence. */
export function deliveryProblems({
  delivery,
  claim,
}: {
  readonly delivery: Delivery;
  readonly claim: Term | null;
}): string[] {
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
