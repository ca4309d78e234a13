import { type EpochMs, fromIso, type MaintenanceStore, type StoryRecord } from '@ingest/core';
import { deliveryProblems } from '../shared/delivery-problems.js';
import { storyProblems } from '../shared/story-problems.js';
import type { MemoryData } from './data.js';
import { pruneIncidents } from './incidents.js';
import { pruneDeliveries } from './outbox-upkeep.js';

export function maintenanceRoom(opened: () => MemoryData): MaintenanceStore {
  return {
    async check() {
      const data = opened();
      const stories = shown(data);
      return {
        schemaVersion: 1,
        stories: stories.length,
        articles: stories.reduce((sum, { storyKey }) => sum + (data.carriers.get(storyKey)?.length ?? 0), 0),
        problems: [
          ...stories.flatMap((story) => problemsOf(data, story)),
          ...[...data.outbox.values()].flatMap(deliveryProblems),
        ],
      };
    },
    async backup() {
      opened();
      throw new TypeError('a memory store has nothing to copy to a file');
    },
    async prune({ eventsBefore, storiesBefore }) {
      const data = opened();
      const { events, quarantine } = data;
      data.events = events.filter((event) => fromIso(event.startedAt) >= eventsBefore);
      data.quarantine = quarantine.filter((item) => item.at >= eventsBefore);
      return {
        events: events.length - data.events.length,
        quarantined: quarantine.length - data.quarantine.length,
        stories: storiesBefore === null ? 0 : pruneStories(data, storiesBefore),
        deliveries: pruneDeliveries(data, eventsBefore),
        incidents: pruneIncidents(data, eventsBefore),
      };
    },
  };
}

/** Keys and identities stay, so that an article that is read again is known. */
function pruneStories(data: MemoryData, before: EpochMs): number {
  const old = shown(data).filter((story) => story.publishedAt < before);
  for (const { storyKey } of old) {
    data.stories.set(storyKey, null);
    data.anchors.delete(storyKey);
    data.scores.delete(storyKey);
    for (const identity of data.carriers.get(storyKey) ?? []) {
      const kept = data.articles.get(identity);
      if (kept !== undefined)
        data.articles.set(identity, {
          ...kept,
          headline: '',
          description: null,
          url: null,
          publisher: null,
          tickers: [],
          tags: [],
          earlier: [],
          addedTickers: [],
          sentiment: null,
        });
    }
  }
  return old.length;
}

function shown(data: MemoryData): StoryRecord[] {
  return [...data.stories.values()].filter((story) => story !== null);
}

function problemsOf(data: MemoryData, story: StoryRecord): string[] {
  const carriers = (data.carriers.get(story.storyKey) ?? []).map((identity) => data.articles.get(identity));
  const known = carriers.filter((article) => article !== undefined);
  // With one of them gone, it has none that could be told.
  const articles = known.length === carriers.length ? known : [];
  const scores = data.scores.get(story.storyKey) ?? [];
  return storyProblems({ story, articles, scores, isFound: data.keys.get(story.storyKey) === story.storyKey });
}
