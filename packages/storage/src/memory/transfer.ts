import {
  compareText,
  IDENTITY_VERSION,
  type StoryKey,
  type TransferCounts,
  type TransferPart,
  type TransferRead,
  type TransferStore,
  type TransferStory,
} from '@ingest/core';
import { fromPlace, isNext, toPlace, toTransferStory } from '../shared/transfer.js';
import type { KeptArticle, MemoryData } from './data.js';
import { assertLease } from './leases.js';
import { assertNewRows, keepRows } from './write-transfer.js';

export function transferRoom(opened: () => MemoryData): TransferStore {
  return {
    async counts() {
      return countsOf(opened());
    },
    async read(part, after, limit) {
      return readPart(opened(), part, after, limit);
    },
    async write(page, step) {
      const data = opened();
      assertLease(data, step.lease);
      if (!isNext(data.registers.get(step.register) ?? null, step)) return false;
      assertNewRows(data, page);
      // Nothing below throws: either all of it happens or nothing.
      keepRows(data, page);
      if (step.after === null) data.registers.delete(step.register);
      else data.registers.set(step.register, step.after);
      return true;
    },
  };
}

function countsOf(data: MemoryData): TransferCounts {
  const articles = [...data.articles.values()];
  const prunedStories = [...data.stories.values()].filter((story) => story === null).length;
  return {
    stories: data.stories.size - prunedStories,
    prunedStories,
    articles: articles.length,
    keys: data.keys.size,
    earlierTexts: articles.reduce((sum, { earlier }) => sum + earlier.length, 0),
    addedTickers: articles.reduce((sum, { addedTickers }) => sum + addedTickers.length, 0),
    scores: [...data.scores.values()].reduce((sum, scores) => sum + scores.length, 0),
    events: data.events.length,
    prunedEvents: data.eventsEver - data.events.length,
    rejectedItems: data.quarantine.length,
    deliveries: data.outbox.size,
    incidents: data.incidents.size,
    sources: data.states.size,
    watermarks: data.watermarks.size,
    gaps: data.gaps.size,
  };
}

function readPart(data: MemoryData, part: TransferPart, after: string | null, limit: number): TransferRead {
  switch (part) {
    case 'stories': {
      const { rows: storyKeys, next } = inOrder([...data.stories.keys()], after, limit);
      const keys = new Map<StoryKey, StoryKey[]>(storyKeys.map((own) => [own, []]));
      for (const [key, own] of data.keys) keys.get(own)?.push(key);
      return { page: { part, rows: storyKeys.map((own) => toStory(data, own, keys.get(own) ?? [])) }, next };
    }
    case 'pruned': {
      const events = data.eventsEver - data.events.length;
      return { page: { part, rows: events === 0 ? [] : [{ events }] }, next: null };
    }
    case 'events':
      return pageOf(inOrder(data.events, after, limit), (rows) => ({ part, rows }));
    case 'quarantine':
      return pageOf(inOrder(data.quarantine, after, limit), (rows) => ({ part, rows }));
    case 'deliveries': {
      const all = [...data.outbox.values()].map(({ delivery, claim }) => ({ ...delivery, claim }));
      return pageOf(
        byName(all, ({ eventId, sink }) => [eventId, sink], after, limit),
        (rows) => ({ part, rows }),
      );
    }
    case 'incidents':
      return pageOf(
        byName([...data.incidents.values()], ({ incidentId }) => [incidentId], after, limit),
        (rows) => ({
          part,
          rows,
        }),
      );
    case 'sources':
      return pageOf(
        byName([...data.states.values()], ({ source }) => [source], after, limit),
        (rows) => ({ part, rows }),
      );
    case 'watermarks':
      return pageOf(
        byName([...data.watermarks.values()], ({ source, ticker }) => [source, ticker], after, limit),
        (rows) => ({ part, rows }),
      );
    case 'gaps':
      return pageOf(
        byName([...data.gaps.values()], ({ gapId }) => [gapId], after, limit),
        (rows) => ({ part, rows }),
      );
    case 'registers': {
      const all = [...data.registers].map(([name, value]) => ({ name, value }));
      return pageOf(
        byName(all, ({ name }) => [name], after, limit),
        (rows) => ({ part, rows }),
      );
    }
    default:
      return part satisfies never;
  }
}

interface Part<Row> {
  readonly rows: readonly Row[];
  readonly next: string | null;
}

function pageOf<Row>({ rows, next }: Part<Row>, toPage: (rows: readonly Row[]) => TransferRead['page']): TransferRead {
  return { page: toPage(rows), next };
}

/** Rows in the order in which they were stored; a place is how many come before it. */
function inOrder<Row>(all: readonly Row[], after: string | null, limit: number): Part<Row> {
  const end = Number(after ?? 0) + limit;
  return { rows: all.slice(Number(after ?? 0), end), next: end < all.length ? String(end) : null };
}

/** Rows in the order of their names; a place is the name of the row before it. */
function byName<Row>(
  all: readonly Row[],
  nameOf: (row: Row) => readonly string[],
  after: string | null,
  limit: number,
): Part<Row> {
  const sorted = all
    .map((row) => ({ row, name: nameOf(row) }))
    .sort((left, right) => compareNames(left.name, right.name));
  const last = after === null ? null : (fromPlace(after) as readonly string[]);
  const rest = last === null ? sorted : sorted.filter(({ name }) => compareNames(name, last) > 0);
  const end = rest[limit - 1];
  return {
    rows: rest.slice(0, limit).map(({ row }) => row),
    next: end !== undefined && rest.length > limit ? toPlace(end.name) : null,
  };
}

function compareNames(left: readonly string[], right: readonly string[]): number {
  for (const [at, text] of left.entries()) {
    const order = compareText(text, right[at] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

function toStory(data: MemoryData, storyKey: StoryKey, keys: readonly StoryKey[]): TransferStory {
  const carriers = data.carriers.get(storyKey) ?? [];
  return toTransferStory({
    storyKey,
    identity: IDENTITY_VERSION,
    record: data.stories.get(storyKey) ?? null,
    keys: keys.map((key) => ({ key, day: data.keyDays.get(key) ?? 0 })),
    articles: carriers.flatMap((identity) => data.articles.get(identity) ?? []).map(toHistory),
    scores: data.scores.get(storyKey) ?? [],
  });
}

function toHistory({ storyKey: _, ...article }: KeptArticle): TransferStory['articles'][number] {
  return article;
}
