import type { EpochMs } from '../contracts/clock.js';
import type { OutboxEntry } from '../contracts/store.js';
import type { PlacedPage } from '../identity/place-page.js';
import type { NewDataNotification } from '../model/notification.js';
import { toIso } from '../time/instant.js';

export interface AnnouncementFacts {
  readonly newId: () => string;
  readonly runId: string;
  readonly source: string;
  readonly isFailover: boolean;
  readonly collectionEventId: string;
  readonly at: EpochMs;
  /** Names of the sinks to be told. */
  readonly sinks: readonly string[];
  readonly state: OutboxEntry['state'];
}

/** What is committed with a page: one event for its new stories, as one row for each sink. Nothing new: nothing. */
export function notify(placed: PlacedPage, facts: AnnouncementFacts): readonly OutboxEntry[] {
  const { sinks, state, at } = facts;
  if (sinks.length === 0 || placed.newStories.length === 0) return [];
  const notification = toNotification(placed, facts);
  const message = JSON.stringify(notification);
  return sinks.map((sink) => ({ eventId: notification.eventId, sink, message, createdAt: at, state }));
}

function toNotification({ newStories }: PlacedPage, facts: AnnouncementFacts): NewDataNotification {
  const times = newStories.map(({ publishedAt }) => publishedAt);
  return {
    eventId: facts.newId(),
    eventType: 'NEW_MARKET_DATA',
    timestamp: toIso(facts.at),
    runId: facts.runId,
    source: facts.source,
    isFailover: facts.isFailover,
    itemCount: newStories.length,
    tickers: [...new Set(newStories.flatMap(({ tickers }) => tickers))].sort(),
    dateRange: { start: toIso(Math.min(...times)), end: toIso(Math.max(...times)) },
    collectionEventId: facts.collectionEventId,
    storyKeys: newStories.map(({ storyKey }) => storyKey),
  };
}
