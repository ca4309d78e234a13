import type { NewsItem, RunReport, SentimentScore } from '@ingest/core';
import { tickersOf } from '@ingest/core/testing';

/** A good run's report; every field can be overridden. */
export function reportOf(fields: Partial<RunReport> = {}): RunReport {
  return {
    runId: '01J000000000000000000000AA',
    outcome: 'ok',
    mode: 'failover',
    startedAt: '2026-06-04T13:35:00.000Z',
    durationMs: 1400,
    tickers: tickersOf('AAPL', 'MSFT'),
    unanswered: [],
    requests: 2,
    items: { received: 38, new: 12, duplicate: 26, revised: 0, collisions: 0, rejected: 0 },
    sources: [{ source: 'tiingo', outcome: 'ok', requests: 2, items: 38, breaker: 'closed' }],
    failovers: [],
    gaps: [],
    collections: [],
    notifications: { queued: 0, delivered: 0, pending: 0, dead: 0 },
    incidents: [],
    warnings: [],
    ...fields,
  };
}

export function collectionOf(fields: Partial<RunReport['collections'][number]> = {}): RunReport['collections'][number] {
  return {
    eventId: '01J000000000000000000000AB',
    runId: '01J000000000000000000000AA',
    source: 'tiingo',
    tickers: tickersOf('AAPL'),
    startedAt: '2026-06-04T13:35:00.000Z',
    durationMs: 600,
    outcome: 'ok',
    success: true,
    itemCount: 41,
    newItemCount: 33,
    duplicateCount: 8,
    collisionCount: 0,
    revisedCount: 0,
    rejectedCount: 0,
    isFailover: false,
    attempts: 1,
    requests: 2,
    ...fields,
  };
}

export function itemOf(fields: Partial<NewsItem> = {}): NewsItem {
  return {
    storyKey: '0'.repeat(32),
    headline: 'Calder Motors opens a plant',
    publishedAt: '2026-06-04T13:30:00.000Z',
    ingestedAt: '2026-06-04T13:35:00.000Z',
    tickers: tickersOf('AAPL'),
    tags: [],
    source: 'tiingo',
    isFailover: false,
    attributions: [
      {
        source: 'tiingo',
        sourceId: '1',
        headline: 'Calder Motors opens a plant',
        publishedAt: '2026-06-04T13:30:00.000Z',
        firstSeenAt: '2026-06-04T13:35:00.000Z',
      },
    ],
    revision: 0,
    publishers: [],
    ...fields,
  };
}

/** What the lexicon says of a story; every field can be overridden. */
export function sentimentOf(fields: Partial<SentimentScore> = {}): SentimentScore {
  return {
    score: 0.62,
    confidence: 0.81,
    label: 'positive',
    origin: 'derived',
    model: 'lexicon@1',
    scope: { kind: 'article' },
    calculatedAt: '2026-06-04T13:35:00.000Z',
    ...fields,
  };
}
