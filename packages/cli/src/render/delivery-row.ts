import { type Delivery, type EpochMs, escapeForTerminal, type NewDataNotification, toIso } from '@ingest/core';
import type { Paint } from './paint.js';
import { ago, seconds } from './time.js';

/** Columns of {@link deliveryRow}. */
export const deliveryTitles = [
  { title: 'when' },
  { title: 'event' },
  { title: 'sink' },
  { title: 'state' },
  { title: 'tries', align: 'right' },
  { title: 'next try' },
  { title: 'stories', align: 'right' },
  { title: 'last error', isFlexible: true },
] as const;

/** One delivery for people. */
export function deliveryRow(delivery: Delivery, now: EpochMs, paint: Paint): string[] {
  const { createdAt, eventId, sink, state, attempts, waits, message, lastError } = delivery;
  const { itemCount } = JSON.parse(message) as NewDataNotification;
  return [
    ago(toIso(createdAt), now),
    eventId,
    escapeForTerminal(sink),
    state,
    String(attempts),
    state === 'pending' ? nextTry(waits, now) : paint.dash,
    String(itemCount),
    lastError === null ? paint.dash : escapeForTerminal(lastError),
  ];
}

function nextTry(waits: Delivery['waits'], now: EpochMs): string {
  const left = waits === null || now < waits.from ? 0 : waits.until - now;
  return left > 0 ? `in ${seconds(left)}` : 'with the next run';
}
