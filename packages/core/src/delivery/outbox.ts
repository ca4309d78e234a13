import type { EpochMs } from '../contracts/clock.js';
import type { OutboxEntry } from '../contracts/outbox.js';
import type { PlacedPage } from '../identity/page.js';
import type { NewDataNotification } from '../model/notification.js';
import { toIso } from '../time/instant.js';

/** What is known of a commit before it is announced. */
export interface AnnouncementFacts {
  /** Called once, and only when there is something to announce. */
  readonly newId: () => string;
  readonly runId: string;
  readonly source: string;
  readonly isFailover: boolean;
  readonly collectionEventId: string;
  /** When the data is committed. */
  readonly at: EpochMs;
  /** Names of the sinks to be told. */
  readonly sinks: readonly string[];
  readonly state: OutboxEntry['state'];
}

/** What is committed with a page: one event for its new stories, as one row for each sink. Nothing new: nothing. */
export function notify({ newStories }: PlacedPage, facts: AnnouncementFacts): readonly OutboxEntry[] {
  const { sinks, at, state } = facts;
  if (sinks.length === 0 || newStories.length === 0) return [];
  const notification = toNotification(newStories, facts);
  const message = JSON.stringify(notification);
  return sinks.map((sink) => ({ eventId: notification.eventId, sink, message, createdAt: at, state }));
}

function toNotification(newStories: PlacedPage['newStories'], facts: AnnouncementFacts): NewDataNotification {
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
