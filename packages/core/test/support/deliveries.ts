import type { ManualClock } from '@ingest/core/testing';
import type { OutboxEntry } from '../../src/contracts/outbox.js';
import type { Sink } from '../../src/contracts/sink.js';
import { SinkError, type SinkErrorCode, type SinkErrorOptions } from '../../src/errors/sink-error.js';
import type { Message } from '../../src/model/message.js';
import type { NewDataNotification } from '../../src/model/notification.js';
import { toIso } from '../../src/time/instant.js';

/** A notification of one story. */
export function messageOf(eventId: string, fields: Partial<NewDataNotification> = {}): NewDataNotification {
  const at = toIso(Date.UTC(2026, 5, 4, 14));
  return {
    eventId,
    eventType: 'NEW_MARKET_DATA',
    timestamp: at,
    runId: 'run-1',
    source: 'tiingo',
    isFailover: false,
    itemCount: 1,
    tickers: ['AAPL' as NewDataNotification['tickers'][number]],
    dateRange: { start: at, end: at },
    collectionEventId: 'collection-1',
    storyKeys: ['0'.repeat(32)],
    ...fields,
  };
}

export function entryOf(sink: string, eventId: string, fields: Partial<OutboxEntry> = {}): OutboxEntry {
  const message = JSON.stringify(messageOf(eventId));
  return { sink, eventId, message, createdAt: Date.UTC(2026, 5, 4, 14), state: 'pending', ...fields };
}

export interface WatchedSink extends Sink {
  /** What it was given, in order. */
  readonly calls: readonly { readonly message: Message; readonly context: Parameters<Sink['deliver']>[1] }[];
}

/** A sink that does what it is told, and keeps what it was given. */
export function sinkOf(name: string, deliver: Sink['deliver'] = async () => {}): WatchedSink {
  const calls: { message: Message; context: Parameters<Sink['deliver']>[1] }[] = [];
  return {
    name,
    calls,
    deliver(message, context) {
      calls.push({ message, context });
      return deliver(message, context);
    },
  };
}

/** What a sink says, by its code. */
export function sinkError(code: SinkErrorCode, fields: Partial<SinkErrorOptions> = {}): SinkError {
  return new SinkError(code, `hook says ${code}`, { sink: 'hook', ...fields });
}

/** Never answers. */
export function hang(): Promise<void> {
  return new Promise(() => {});
}

/** What the work comes to; time passes until it has ended. */
export async function passing<T>(clock: ManualClock, work: Promise<T>, atMostMs = 120_000): Promise<T> {
  let isOver = false;
  const watched = work.finally(() => {
    isOver = true;
  });
  watched.catch(() => {});
  for (let passed = 0; passed <= atMostMs && !isOver; passed += 100) await clock.advance(100);
  if (!isOver) throw new Error(`it did not end within ${atMostMs} ms`);
  return watched;
}
