import {
  type CollectionEvent,
  compareText,
  type EventQuery,
  fromIso,
  type ItemQuery,
  type NewsItem,
  type QuarantinedItem,
  type ReadStore,
  type StoryRecord,
} from '@ingest/core';
import { toLimit } from '../shared/limit.js';
import { toNewsItem } from '../shared/to-news-item.js';
import { foldWord, wordsOf } from '../shared/words.js';
import { anchorsAt } from './anchors.js';
import type { MemoryData } from './data.js';
import { findStories } from './find-stories.js';
import { historiesOf } from './histories.js';

export function readingRoom(opened: () => MemoryData): ReadStore {
  return {
    async *items(query) {
      const found = matching(opened(), query).sort(
        (left, right) => right.publishedAt - left.publishedAt || compareText(right.storyKey, left.storyKey),
      );
      for (const story of found.slice(0, toLimit(query.limit) ?? undefined)) yield toItem(opened(), story);
    },
    async countItems(query) {
      return matching(opened(), query).length;
    },
    async *events(query) {
      const rows = opened().events.map((event) => ({ at: fromIso(event.startedAt), row: event }));
      yield* newestFirst<CollectionEvent>(rows, query);
    },
    async *quarantine(query) {
      const rows = opened().quarantine.map((item) => ({ at: item.at, row: item }));
      yield* newestFirst<QuarantinedItem>(rows, query);
    },
    async countEventsEver() {
      return opened().eventsEver;
    },
    async *stories() {
      const all = matching(opened(), {}).sort((left, right) => compareText(left.storyKey, right.storyKey));
      for (const story of all) yield toItem(opened(), story);
    },
    async find(text) {
      return findStories(opened(), text);
    },
    async histories(storyKeys) {
      return historiesOf(opened(), storyKeys);
    },
    async anchors(places) {
      return anchorsAt(opened(), places);
    },
  };
}

function matching(data: MemoryData, { tickers, sources, since, until, search }: ItemQuery): StoryRecord[] {
  const words = search === undefined ? [] : wordsOf(search).map(foldWord);
  if (search !== undefined && words.length === 0) return [];
  return [...data.stories.values()].filter(
    (story): story is StoryRecord =>
      story !== null &&
      (tickers === undefined || tickers.some((ticker) => story.tickers.includes(ticker))) &&
      (sources === undefined || sources.some((source) => story.sources.includes(source))) &&
      (since === undefined || story.publishedAt >= since) &&
      (until === undefined || story.publishedAt < until) &&
      (words.length === 0 || holdsAll(story, words)),
  );
}

function holdsAll({ headline, description }: StoryRecord, words: readonly string[]): boolean {
  const held = new Set(wordsOf(`${headline} ${description ?? ''}`).map(foldWord));
  return words.every((word) => held.has(word));
}

function toItem(data: MemoryData, story: StoryRecord): NewsItem {
  const carriers = data.carriers.get(story.storyKey) ?? [];
  return toNewsItem(
    story,
    carriers.flatMap((identity) => data.articles.get(identity) ?? []),
  );
}

interface Dated<Row> {
  readonly at: number;
  readonly row: Row;
}

/** What was kept later comes first among those of one instant: `toSorted` keeps the order of equals. */
function newestFirst<Row extends { readonly runId: string; readonly source: string }>(
  rows: readonly Dated<Row>[],
  { runId, source, since, limit }: EventQuery,
): Row[] {
  return rows
    .filter(
      ({ at, row }) =>
        (runId === undefined || row.runId === runId) &&
        (source === undefined || row.source === source) &&
        (since === undefined || at >= since),
    )
    .reverse()
    .sort((left, right) => right.at - left.at)
    .slice(0, toLimit(limit) ?? undefined)
    .map(({ row }) => row);
}
