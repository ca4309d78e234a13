import { isDeepStrictEqual } from 'node:util';
import {
  type EpochMs,
  fromIso,
  type MaintenanceStore,
  type StoryKey,
  type StoryRecord,
  storySentiment,
} from '@ingest/core';
import type { MemoryData } from './data.js';
import { pruneIncidents } from './incidents.js';
import { deliveryProblems, pruneDeliveries } from './outbox-upkeep.js';

export function maintenanceRoom(opened: () => MemoryData): MaintenanceStore {
  return {
    async check() {
      const data = opened();
      const stories = shown(data);
      return {
        schemaVersion: 1,
        stories: stories.length,
        articles: stories.reduce((sum, { storyKey }) => sum + (data.carriers.get(storyKey)?.length ?? 0), 0),
        problems: [...stories.flatMap((story) => problemsOf(data, story)), ...deliveryProblems(data)],
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
  const articles = (data.carriers.get(story.storyKey) ?? []).map((identity) => data.articles.get(identity));
  const known = articles.filter((article) => article !== undefined);
  const tickers = new Set(articles.flatMap((article) => article?.tickers ?? []));
  const sources = new Set(articles.map((article) => article?.source));
  const rules: readonly [boolean, string][] = [
    [articles.length > 0 && !articles.includes(undefined), 'has an article'],
    [data.keys.get(story.storyKey as StoryKey) === story.storyKey, 'is found by its key'],
    [hasSame(tickers, story.tickers), 'names the tickers of its articles'],
    [hasSame(sources, story.sources), 'names the sources that carried it'],
    [
      articles.every((article) => article === undefined || article.publishedAt >= story.publishedAt),
      'shows its earliest article',
    ],
    [
      isDeepStrictEqual(story.sentiment, storySentiment(known, data.scores.get(story.storyKey) ?? [])),
      'shows the sentiment that is known of it',
    ],
  ];
  return rules.flatMap(([holds, rule]) => (holds ? [] : [`every story ${rule}: ${story.storyKey} does not`]));
}

function hasSame(set: ReadonlySet<unknown>, list: readonly unknown[]): boolean {
  return set.size === list.length && list.every((value) => set.has(value));
}
