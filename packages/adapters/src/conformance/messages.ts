import { type AlertNotification, type DeliveryContext, type NewDataNotification, toTicker } from '@ingest/core';

/** 2026-06-04T14:00:00Z */
const now = Date.UTC(2026, 5, 4, 14);
const at = '2026-06-04T14:00:00.000Z';

/** A notification of one story, frozen: a sink changes nothing of it. */
export function news(eventId = '01K6ZQ4T8R5Y7M2N3P4Q5R6S7T'): NewDataNotification {
  const ticker = toTicker('AAPL');
  return frozen({
    eventId,
    eventType: 'NEW_MARKET_DATA',
    timestamp: at,
    runId: '01K6ZQ4RGZ0A1B2C3D4E5F6G7H',
    source: 'tiingo',
    isFailover: false,
    itemCount: 1,
    tickers: ticker === null ? [] : [ticker],
    dateRange: { start: at, end: at },
    collectionEventId: '01K6ZQ4RH1B2C3D4E5F6G7H8J9',
    storyKeys: ['0f3a5c7e9b1d2f4a6c8e0b2d4f6a8c0e'],
  });
}

/** An alert that fires, with text that has to be carried with care; frozen as well. */
export function alert(eventId = '01K6ZQ4T8RA1B2C3D4E5F6G7H8'): AlertNotification {
  return frozen({
    eventId,
    eventType: 'ALERT',
    timestamp: at,
    alert: {
      incidentId: '01K6ZQ4T8RJ1K2M3N4P5Q6R7S8',
      kind: 'SOURCE_DEGRADED',
      severity: 'warning',
      state: 'firing',
      source: 'tiingo',
      summary: 'tiingo is not asked for 5 minutes: “<b>&amp;</b>” \u{1f4c9}',
      details: 'finnhub answers in its place.\nNext: ingest sources',
      firstSeenAt: at,
      lastSeenAt: at,
    },
  });
}

export function contextOf(fields: Partial<DeliveryContext> = {}): DeliveryContext {
  return { signal: new AbortController().signal, now, attempt: 1, ...fields };
}

function frozen<T extends object>(value: T): T {
  for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) frozen(inner);
  return Object.freeze(value);
}
