import type { AlertFacts, MarketFacts, SourceFacts } from '../../src/alerts/facts.js';
import { closedBreaker } from '../../src/resilience/breaker.js';

/** 2026-06-04T14:00:00Z, half an hour after the opening. */
export const now = Date.UTC(2026, 5, 4, 14);
export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;

/** A source that answers. */
export function sourceFactsOf(fields: Partial<SourceFacts> = {}): SourceFacts {
  return {
    source: 'tiingo',
    breaker: closedBreaker,
    lastErrorCode: null,
    lastSuccessAt: now - minute,
    quota: [],
    ...fields,
  };
}

/** A session that is on, at an interval of five minutes. */
export function marketFactsOf(fields: Partial<MarketFacts> = {}): MarketFacts {
  return { openedAt: now - hour / 2, intervalMs: 5 * minute, newStoriesBySession: null, ...fields };
}

/** All is well. */
export function factsOf(fields: Partial<AlertFacts> = {}): AlertFacts {
  return {
    now,
    run: { collectingMs: 1200, slowest: { source: 'tiingo', durationMs: 1100 } },
    failures: { count: 0, raisedAt: null, firstAt: null },
    sources: [sourceFactsOf(), sourceFactsOf({ source: 'finnhub' })],
    lastSuccessAt: now - minute,
    firstRunAt: now - 24 * hour,
    market: marketFactsOf(),
    newStories: 3,
    sinks: [],
    ...fields,
  };
}
