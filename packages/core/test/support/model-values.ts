import type { CollectionEvent } from '../../src/model/collection-event.js';
import type { Attribution, NewsItem } from '../../src/model/news-item.js';
import type { RunReport } from '../../src/model/run-report.js';
import type { SentimentScore } from '../../src/model/sentiment.js';
import type { Gap, SourceState } from '../../src/model/source-state.js';
import { tickerOf } from './articles.js';

const startedAt = '2026-06-04T14:00:00.000Z';

/** Values as a run makes them; a test names only what it is about. */
export function collectionEventOf(fields: Partial<CollectionEvent> = {}): CollectionEvent {
  return {
    eventId: '01KT9AWC00E3Q2V5B8N1M4K7J0',
    runId: '01KT9AWC00A1B2C3D4E5F6G7H8',
    source: 'tiingo',
    tickers: [tickerOf('ARVN'), tickerOf('BRK.B')],
    startedAt,
    durationMs: 412,
    outcome: 'ok',
    success: true,
    itemCount: 10,
    newItemCount: 4,
    duplicateCount: 3,
    collisionCount: 1,
    revisedCount: 1,
    rejectedCount: 1,
    isFailover: false,
    attempts: 1,
    requests: 2,
    ...fields,
  };
}

export function failedEventOf(fields: Partial<CollectionEvent> = {}): CollectionEvent {
  const nothing = { itemCount: 0, newItemCount: 0, duplicateCount: 0, collisionCount: 0, revisedCount: 0 };
  return collectionEventOf({
    ...nothing,
    rejectedCount: 0,
    outcome: 'failed',
    success: false,
    errorCode: 'SERVER_ERROR',
    errorMessage: 'tiingo answers 503',
    ...fields,
  });
}

export function sentimentOf(fields: Partial<SentimentScore> = {}): SentimentScore {
  return {
    score: 0.42,
    confidence: 0.8,
    label: 'positive',
    nativeLabel: 'Somewhat-Bullish',
    origin: 'provider',
    model: 'alphavantage',
    scope: { kind: 'ticker', ticker: tickerOf('ARVN') },
    calculatedAt: startedAt,
    ...fields,
  };
}

export function attributionOf(fields: Partial<Attribution> = {}): Attribution {
  return {
    source: 'tiingo',
    sourceId: '70123',
    url: 'https://wire.example/arven-motors',
    headline: 'Arven Motors raises its full-year guidance',
    publishedAt: '2026-06-04T13:30:00.000Z',
    firstSeenAt: startedAt,
    sentiment: sentimentOf(),
    ...fields,
  };
}

export function newsItemOf(fields: Partial<NewsItem> = {}): NewsItem {
  return {
    storyKey: '0123456789abcdef0123456789abcdef',
    headline: 'Arven Motors raises its full-year guidance',
    description: 'The maker of electric vans now sees growth of eleven percent.',
    url: 'https://wire.example/arven-motors',
    publishedAt: '2026-06-04T13:30:00.000Z',
    ingestedAt: startedAt,
    tickers: [tickerOf('ARVN')],
    tags: ['guidance'],
    publisher: 'The Wire',
    source: 'tiingo',
    isFailover: false,
    sentiment: sentimentOf({ scope: { kind: 'article' } }),
    attributions: [attributionOf()],
    revision: 0,
    publishers: [],
    ...fields,
  };
}

export function gapOf(fields: Partial<Gap> = {}): Gap {
  return {
    gapId: '01KT9AWC00Z9Y8X7W6V5T4S3R2',
    source: 'tiingo',
    tickers: [tickerOf('ARVN')],
    from: '2026-06-03T14:00:00.000Z',
    to: '2026-06-04T13:00:00.000Z',
    cursor: '{"offset":60}',
    openedAt: startedAt,
    backfill: null,
    ...fields,
  };
}

export function sourceStateOf(fields: Partial<SourceState> = {}): SourceState {
  return {
    source: 'tiingo',
    keyId: '9f86d081',
    lastOutcome: 'ok',
    lastSuccessAt: startedAt,
    lastFailureAt: null,
    lastErrorCode: null,
    consecutiveFailures: 0,
    ...fields,
  };
}

/** A run in which the first source failed and the second one stood in for it. */
export function runReportOf(fields: Partial<RunReport> = {}): RunReport {
  const tickers = [tickerOf('ARVN'), tickerOf('BRK.B')];
  return {
    runId: '01KT9AWC00A1B2C3D4E5F6G7H8',
    outcome: 'partial',
    mode: 'failover',
    startedAt,
    durationMs: 1300,
    tickers,
    unanswered: [tickerOf('BRK.B')],
    requests: 3,
    items: { received: 10, new: 4, duplicate: 3, revised: 1, collisions: 1, rejected: 1 },
    sources: [
      {
        source: 'tiingo',
        outcome: 'auth-failed',
        requests: 1,
        items: 0,
        breaker: 'closed',
        errorCode: 'AUTH_FAILED',
        errorMessage: 'tiingo rejects the key',
      },
      { source: 'finnhub', outcome: 'partial', requests: 2, items: 10, breaker: 'closed' },
    ],
    failovers: [{ from: 'tiingo', to: 'finnhub', code: 'AUTH_FAILED', tickers }],
    gaps: [gapOf({ source: 'finnhub' })],
    collections: [failedEventOf(), collectionEventOf({ source: 'finnhub', isFailover: true })],
    notifications: { queued: 0, delivered: 0, pending: 0, dead: 0 },
    incidents: [],
    warnings: [],
    ...fields,
  };
}
