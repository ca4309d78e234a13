import { type OutboxEntry, type PageConclusion, type Store, toTicker } from '@ingest/core';
import { openStore } from '../../src/compose.js';

const at = '2026-06-04T13:35:00.000Z';

export function messageText(eventId: string, itemCount = 2): string {
  return JSON.stringify({
    eventId,
    eventType: 'NEW_MARKET_DATA',
    timestamp: at,
    runId: 'run-1',
    source: 'tiingo',
    isFailover: false,
    itemCount,
    tickers: ['AAPL', 'MSFT'].map(toTicker),
    dateRange: { start: at, end: at },
    collectionEventId: 'collection-1',
    storyKeys: Array.from({ length: itemCount }, (_, index) => String(index).repeat(32)),
  });
}

export function entryOf(sink: string, eventId: string, fields: Partial<OutboxEntry> = {}): OutboxEntry {
  return { sink, eventId, message: messageText(eventId), createdAt: Date.parse(at), state: 'pending', ...fields };
}

const nothing: PageConclusion = {
  event: null,
  state: null,
  watermarks: [],
  openedGaps: [],
  closedGapIds: [],
  notifications: [],
};

/** A store in which these wait, and whatever else is done to it. */
export async function storeWith(
  url: string,
  entries: readonly OutboxEntry[],
  shape: (store: Store) => Promise<unknown> = async () => {},
): Promise<void> {
  const store = await openStore(url, true);
  await store.articles.commitPage({
    lease: null,
    source: 'tiingo',
    isFailover: false,
    at: Date.parse(at),
    articles: [],
    quarantine: [],
    conclude: () => ({ ...nothing, notifications: entries }),
  });
  await shape(store);
  await store.close();
}

/** Has the oldest delivery of a sink tried once, with this end. */
export async function tried(
  { outbox }: Store,
  sink: string,
  result: Parameters<Store['outbox']['settle']>[2],
): Promise<void> {
  const now = Date.now();
  const taken = await outbox.take(sink, now, { from: now - 1, until: now + 60_000 });
  if (taken === null) throw new Error(`nothing is due at ${sink}`);
  await outbox.settle(taken, now, result);
}
