import type { SourceRow } from '../../src/source-row.js';
import type { SinkStatus, Status, Trouble } from '../../src/status/status.js';

/** A sink that has everything; every field can be overridden. */
export function sinkStatusOf(fields: Partial<SinkStatus> = {}): SinkStatus {
  return {
    sink: 'desk',
    isConfigured: true,
    waiting: 0,
    oldestAt: null,
    oldestAgeMs: null,
    nextTryAt: null,
    dead: 0,
    disabledBecause: null,
    ...fields,
  };
}

export function troubleOf(fields: Partial<Trouble> = {}): Trouble {
  return {
    incidentId: '01K6ZQ4T8R0000000000000001',
    kind: 'SOURCE_DEGRADED',
    source: 'finnhub',
    severity: 'warning',
    summary: 'finnhub is left alone: it failed 3 times in a row (TIMEOUT)',
    since: '2026-06-04T13:12:00.000Z',
    isSeenNow: true,
    mutedUntil: null,
    ...fields,
  };
}

export function sourceRowOf(fields: Partial<SourceRow> = {}): SourceRow {
  return {
    source: 'tiingo',
    priority: 1,
    key: 'set',
    baseUrl: 'https://api.tiingo.com',
    lastOutcome: 'ok',
    lastSuccessAt: '2026-06-04T14:00:00.000Z',
    lastFailureAt: null,
    lastErrorCode: null,
    breaker: 'closed',
    opened: null,
    failedRuns: 0,
    quota: [{ window: 'hour', used: 12, limit: 50, left: 38, resetsAt: '2026-06-04T15:00:00.000Z' }],
    limitedUntil: null,
    gaps: [],
    ...fields,
  };
}

/** All is well at 10:02 of New York, in the session. */
export function statusOf(fields: Partial<Status> = {}): Status {
  return {
    status: 'ok',
    exitCode: 0,
    at: '2026-06-04T14:02:00.000Z',
    freshness: {
      lastSuccessAt: '2026-06-04T14:00:00.000Z',
      ageMs: 120_000,
      limitMs: 900_000,
      countedFrom: '2026-06-04T14:00:00.000Z',
      isStale: false,
    },
    market: {
      calendar: 'XNYS',
      zone: 'America/New_York',
      phase: 'regular',
      until: '2026-06-04T20:00:00.000Z',
      nextRunAt: '2026-06-04T14:05:00.000Z',
    },
    sources: [sourceRowOf()],
    runs: [
      {
        runId: '01J000000000000000000000AA',
        startedAt: '2026-06-04T14:00:00.000Z',
        durationMs: 1400,
        outcome: 'ok',
        newStories: 12,
        unanswered: 0,
        failovers: 0,
        isStopped: false,
      },
    ],
    fleet: null,
    deliveries: [sinkStatusOf()],
    incidents: [],
    ...fields,
  };
}
