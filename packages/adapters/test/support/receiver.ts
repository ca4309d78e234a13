import type { IncomingHttpHeaders } from 'node:http';
import {
  type Alert,
  type AlertNotification,
  type DeliveryContext,
  type NewDataNotification,
  SinkError,
  toTicker,
} from '@ingest/core';
import { type Behaviour, body, type ProviderServer, startProviderServer } from './provider-server.js';

/** 2026-06-04T14:00:00Z */
export const now = Date.UTC(2026, 5, 4, 14);
const at = '2026-06-04T14:00:00.000Z';

/** A notification of one story. */
export function messageOf(fields: Partial<NewDataNotification> = {}): NewDataNotification {
  const ticker = toTicker('AAPL');
  return {
    eventId: '01J000000000000000000000EV',
    eventType: 'NEW_MARKET_DATA',
    timestamp: at,
    runId: '01J000000000000000000000RN',
    source: 'tiingo',
    isFailover: false,
    itemCount: 1,
    tickers: ticker === null ? [] : [ticker],
    dateRange: { start: at, end: at },
    collectionEventId: '01J000000000000000000000CE',
    storyKeys: ['0'.repeat(32)],
    ...fields,
  };
}

/** An alert that fires. */
export function alertMessageOf(fields: Partial<Alert> = {}): AlertNotification {
  return {
    eventId: '01J000000000000000000000AL',
    eventType: 'ALERT',
    timestamp: at,
    alert: {
      incidentId: '01J000000000000000000000IN',
      kind: 'SOURCE_DEGRADED',
      severity: 'warning',
      state: 'firing',
      source: 'tiingo',
      summary: 'tiingo is not asked for 5 minutes',
      details: 'Finnhub answers in its place.',
      firstSeenAt: at,
      lastSeenAt: at,
      ...fields,
    },
  };
}

export function deliveryContext(fields: Partial<DeliveryContext> = {}): DeliveryContext {
  return { signal: new AbortController().signal, now, attempt: 1, ...fields };
}

/** The SinkError that a promise rejects with; anything else fails the test. */
export async function sinkFailureOf(promise: Promise<unknown>): Promise<SinkError> {
  const thrown = await promise.then(
    () => new Error('nothing was thrown'),
    (error: unknown) => error,
  );
  if (SinkError.is(thrown)) return thrown;
  throw thrown;
}

export interface ReceivedRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Someone on loopback to whom messages are sent, and who behaves as told. */
export interface Receiver extends ProviderServer {
  /** Whole requests, in order. */
  readonly received: readonly ReceivedRequest[];
}

export async function startReceiver(): Promise<Receiver> {
  const server = await startProviderServer();
  const received: ReceivedRequest[] = [];
  /** Takes the whole request before it behaves. */
  const after =
    (behaviour: Behaviour): Behaviour =>
    (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        received.push({ headers: request.headers, body: Buffer.concat(chunks).toString('utf8') });
        behaviour(request, response);
      });
    };
  const taken = body('', { status: 204 });
  server.answer(after(taken));
  return {
    ...server,
    get requests() {
      return server.requests;
    },
    received,
    answer(first, ...others) {
      server.answer(after(first), ...others.map(after));
    },
  };
}
