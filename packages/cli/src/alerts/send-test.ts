import {
  type AlertNotification,
  type Delivery,
  drain,
  type ErrorCode,
  type IngestEvent,
  type Redact,
  type Sink,
  type Store,
  systemChance,
  systemClock,
} from '@ingest/core';
import { all } from '../all.js';

/** What became of a test at one sink. `code` is null when nobody came to try it. */
export type TestResult =
  | { readonly sink: string; readonly isDelivered: true; readonly durationMs: number }
  | { readonly sink: string; readonly isDelivered: false; readonly code: ErrorCode | null; readonly reason: string };

export interface TestRoute {
  readonly store: Store;
  /** Those that are told of alerts. */
  readonly sinks: readonly Sink[];
  readonly redact: Redact;
  readonly signal: AbortSignal;
}

/** That something is wrong, and that it is over. */
export interface TestPair {
  readonly firing: AlertNotification;
  readonly resolved: AlertNotification;
}

/**
 * Sends an alert the way that all of them go: through the outbox of the store, behind whatever waits there; and, to those who
 * have it, its end, so that it stays open nowhere. What does not arrive now is given up, so that nobody is woken by a test of
 * yesterday, and no alert is raised because of it.
 */
export async function sendTest({ firing, resolved }: TestPair, route: TestRoute): Promise<readonly TestResult[]> {
  const begun = await send(firing, route);
  const informed = route.sinks.filter(({ name }) => begun.some((one) => one.sink === name && one.isDelivered));
  const ended = informed.length === 0 ? [] : await send(resolved, { ...route, sinks: informed });
  return begun.map((begin) => {
    const end = ended.find(({ sink }) => sink === begin.sink);
    if (end === undefined || end.isDelivered) return begin;
    return { ...end, reason: `it arrived, but its end did not: close it there by hand: ${end.reason}` };
  });
}

async function send(notification: AlertNotification, route: TestRoute): Promise<readonly TestResult[]> {
  const { store, sinks, redact, signal } = route;
  const { outbox, registers } = store;
  const clock = systemClock();
  const { eventId } = notification;
  const message = JSON.stringify(notification);
  const createdAt = clock.now();
  await outbox.add(sinks.map(({ name }) => ({ eventId, sink: name, message, createdAt, state: 'pending' as const })));
  const events: IngestEvent[] = [];
  try {
    const onEvent = (event: IngestEvent) => void events.push(event);
    await drain({ outbox, registers, sinks, clock, chance: systemChance(), signal, onEvent, redact });
    const deliveries = await all(outbox.list({ eventId }));
    return sinks.map(({ name }) => resultAt(name, eventId, events, deliveries));
  } finally {
    await outbox.drop({ eventId }, clock.now());
  }
}

/** Pure: what the events of a drain, and what the outbox holds after it, say of one event at one sink. */
export function resultAt(
  sink: string,
  eventId: string,
  events: readonly IngestEvent[],
  deliveries: readonly Pick<Delivery, 'sink' | 'state'>[],
): TestResult {
  const own = events.find((event) => 'sink' in event && event.sink === sink && event.eventId === eventId);
  if (own?.type === 'delivery:succeeded') return { sink, isDelivered: true, durationMs: own.durationMs };
  if (own?.type === 'delivery:failed') return { sink, isDelivered: false, code: own.code, reason: own.message };
  if (deliveries.some((delivery) => delivery.sink === sink && delivery.state === 'delivered'))
    return { sink, isDelivered: true, durationMs: 0 };
  const before = events.find((event) => event.type === 'delivery:failed' && event.sink === sink);
  const reason =
    before?.type === 'delivery:failed'
      ? `it was not tried: what waited before it failed: ${before.message}`
      : 'it was not tried: another process delivers there, or there was no time left';
  return { sink, isDelivered: false, code: null, reason };
}
