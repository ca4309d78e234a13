import {
  type CollectionEvent,
  compareText,
  type EventQuery,
  fromIso,
  type ItemQuery,
  type QuarantinedItem,
  type ReadStore,
  type StoryRecord,
  type StoryThen,
  storyAsOf,
} from '@ingest/core';
import { itemFilter } from '../shared/item-filter.js';
import { toLimit } from '../shared/limit.js';
import { toItemThen } from '../shared/to-item-then.js';
import { toNewsItem } from '../shared/to-news-item.js';
import { anchorsAt } from './anchors.js';
import { collisionsOf } from './collisions.js';
import type { MemoryData } from './data.js';
import { findStories } from './find-stories.js';
import { historiesOf } from './histories.js';

export function readingRoom(opened: () => MemoryData): ReadStore {
  return {
    async *items(query) {
      const found = matching(opened(), query).sort(
        ({ story: left }, { story: right }) =>
          right.publishedAt - left.publishedAt || compareText(right.storyKey, left.storyKey),
      );
      for (const then of found.slice(0, toLimit(query.limit) ?? undefined)) yield toItemThen(then, query);
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
    async countNewStories(from, to) {
      return opened()
        .events.filter(({ startedAt }) => fromIso(startedAt) >= from && fromIso(startedAt) < to)
        .reduce((sum, { newItemCount }) => sum + newItemCount, 0);
    },
    async countEventsEver() {
      return opened().eventsEver;
    },
    async *stories() {
      const all = matching(opened(), {}).sort((left, right) => compareText(left.story.storyKey, right.story.storyKey));
      for (const { story, articles } of all) yield toNewsItem(story, articles);
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
    async collisions(since) {
      return collisionsOf(opened(), since);
    },
  };
}

/** What is known of the stories that a query asks for: by now, or then. */
function matching(data: MemoryData, query: ItemQuery): StoryThen[] {
  const { asOf } = query;
  const holds = itemFilter(query);
  if (asOf !== undefined) {
    const histories = historiesOf(data, [...data.stories.keys()]);
    return histories.flatMap((history) => storyAsOf(history, asOf) ?? []).filter(holds);
  }
  return [...data.stories.values()]
    .filter((story): story is StoryRecord => story !== null)
    .map((story) => {
      const carriers = data.carriers.get(story.storyKey) ?? [];
      return { story, articles: carriers.flatMap((identity) => data.articles.get(identity) ?? []) };
    })
    .filter(holds);
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
