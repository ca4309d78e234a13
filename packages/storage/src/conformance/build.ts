import {
  type Article,
  type CollectionEvent,
  type EpochMs,
  type Gap,
  type Incident,
  type LeaseOwner,
  type LeaseTerm,
  type OutboxEntry,
  type PageCommit,
  type PageConclusion,
  type QuarantinedItem,
  type SourceState,
  type Ticker,
  toIso,
  toTicker,
} from '@ingest/core';

/** A Monday, with milliseconds that a store must keep. */
export const noon: EpochMs = Date.UTC(2026, 2, 2, 12, 0, 0, 250);
export const minute = 60_000;
export const day = 86_400_000;

export function tickers(...names: readonly string[]): readonly Ticker[] {
  return names.map((name) => {
    const ticker = toTicker(name);
    if (ticker === null) throw new TypeError(`${name} is no ticker`);
    return ticker;
  });
}

/** An article; what a case is about is given, the rest is made up. */
export function article(fields: Partial<Article> = {}): Article {
  return {
    source: 'tiingo',
    sourceId: '1',
    headline: 'Calder Motors raises its revenue forecast for the year',
    description: 'The maker of electric vans now sees growth of eleven percent.',
    url: 'https://news.example/calder-motors',
    publisher: 'news.example',
    publishedAt: noon,
    tickers: tickers('CLDR'),
    tags: ['Guidance', 'Stock'],
    sentiment: null,
    ...fields,
  };
}

const companies = [
  'Arven',
  'Beltrano',
  'Calder',
  'Dunmore',
  'Estrava',
  'Fenwick',
  'Galtrix',
  'Harrow',
  'Iverna',
  'Jorvik',
];

/** The n-th of many different stories, each a minute younger than the one before. */
export function numbered(index: number, fields: Partial<Article> = {}): Article {
  return article({
    sourceId: `${1000 + index}`,
    headline: `${companies[index % companies.length]} Holdings reports order number ${index} from a new customer`,
    url: `https://news.example/${index}`,
    publishedAt: noon + index * minute,
    ...fields,
  });
}

export const nothingConcluded: PageConclusion = {
  event: null,
  state: null,
  watermarks: [],
  openedGaps: [],
  closedGapIds: [],
  notifications: [],
};

/** A page of these articles, without a lease and with nothing beside them. */
export function page(articles: readonly Article[], fields: Partial<PageCommit> = {}): PageCommit {
  return {
    lease: null,
    source: 'tiingo',
    isFailover: false,
    at: noon + 5 * minute,
    articles,
    quarantine: [],
    conclude: () => nothingConcluded,
    ...fields,
  };
}

/** A page without articles, for what belongs to one beside them. */
export function concluding(conclusion: Partial<PageConclusion>): PageCommit {
  return page([], { conclude: () => ({ ...nothingConcluded, ...conclusion }) });
}

export function event(fields: Partial<CollectionEvent> = {}): CollectionEvent {
  return {
    eventId: 'event-1',
    runId: 'run-1',
    source: 'tiingo',
    tickers: [...tickers('BELT', 'CLDR')],
    startedAt: toIso(noon),
    durationMs: 1234,
    outcome: 'ok',
    success: true,
    itemCount: 15,
    newItemCount: 1,
    duplicateCount: 2,
    collisionCount: 3,
    revisedCount: 4,
    rejectedCount: 5,
    isFailover: true,
    attempts: 2,
    requests: 6,
    ...fields,
  };
}

export function rejected(fields: Partial<QuarantinedItem> = {}): QuarantinedItem {
  return { source: 'tiingo', runId: 'run-1', at: noon, reason: 'no headline', raw: '{"id":1}', ...fields };
}

export function sourceState(fields: Partial<SourceState> = {}): SourceState {
  return {
    source: 'tiingo',
    keyId: '0123abcd',
    lastOutcome: 'ok',
    lastSuccessAt: toIso(noon),
    lastFailureAt: null,
    lastErrorCode: null,
    consecutiveFailures: 0,
    ...fields,
  };
}

export function gap(fields: Partial<Gap> = {}): Gap {
  return {
    gapId: 'gap-1',
    source: 'tiingo',
    tickers: [...tickers('CLDR')],
    from: toIso(noon - day),
    to: toIso(noon),
    cursor: '{"offset":100}',
    openedAt: toIso(noon + minute),
    backfill: null,
    ...fields,
  };
}

/** A notification for the outbox, for the sink `hook`. */
export function notification(fields: Partial<OutboxEntry> = {}): OutboxEntry {
  return {
    eventId: 'event-1',
    sink: 'hook',
    message: '{"itemCount":1,"tickers":["CLDR"]}',
    createdAt: noon,
    state: 'pending',
    ...fields,
  };
}

export function owner(pid: number): LeaseOwner {
  return { holder: `ingest (pid ${pid} on desk)`, bootId: 'boot-1', pid, processStart: '4711' };
}

/** A lease of a minute, taken `after` milliseconds. */
export function term(after = 0): LeaseTerm {
  const now = noon + after;
  return { now, from: now - minute, until: now + minute };
}

/** An incident that is firing and was told of once. */
export function incident(fields: Partial<Incident> = {}): Incident {
  return {
    incidentId: 'incident-1',
    kind: 'SOURCE_DEGRADED',
    source: 'tiingo',
    severity: 'warning',
    summary: 'tiingo is not asked: it failed three times in a row',
    details: 'since 12:00\nfinnhub still answers',
    firstSeenAt: noon,
    lastSeenAt: noon + minute,
    resolvedAt: null,
    announcements: 1,
    announcedAt: noon,
    ...fields,
  };
}
