import {
  type NewsItem,
  type Store,
  type TransferPage,
  type TransferPart,
  type TransferStory,
  toIso,
} from '@ingest/core';
import { nothingCounted, withPage } from '../../src/transfer/count-page.js';
import { pageStore } from './page-store.js';
import { startOfDay } from './run-setup.js';

/** A store that can be copied and holds what it was given, with all that was done to it. */
export function transferable(location: string, stories: readonly TransferStory[] = []) {
  const stored = pageStore();
  const rows = new Map<TransferPart, unknown[]>([['stories', [...stories]]]);
  const steps: TransferPart[] = [];
  const { registers } = stored.store;
  const held = async (part: TransferPart) => (part === 'registers' ? await registers.list('') : (rows.get(part) ?? []));
  const store: Store & Required<Pick<Store, 'transfer'>> = {
    ...stored.store,
    location,
    reading: {
      ...stored.store.reading,
      async *stories() {
        for (const story of rows.get('stories') ?? []) yield toItem(story as TransferStory);
      },
    },
    transfer: {
      async counts() {
        let counts = nothingCounted;
        for (const [part, all] of rows) counts = withPage(counts, { part, rows: all } as TransferPage);
        return counts;
      },
      async read(part, after, limit) {
        const [all, start] = [await held(part), Number(after ?? 0)];
        const next = start + limit < all.length ? String(start + limit) : null;
        return { page: { part, rows: all.slice(start, start + limit) } as TransferPage, next };
      },
      write: (page, { register, before, after }) =>
        registers.change(register, (now) => {
          if (JSON.stringify(now) !== JSON.stringify(before)) return { after: now, result: false };
          steps.push(page.part);
          if (page.part === 'registers')
            for (const { name, value } of page.rows) void registers.change(name, () => ({ after: value, result: 0 }));
          else rows.set(page.part, [...(rows.get(page.part) ?? []), ...page.rows]);
          return { after, result: true };
        }),
    },
  };
  return { store, rows, steps };
}

/** A story of one article, without anything that a case is not about. */
export function movedStory(number: number, fields: Partial<TransferStory> = {}): TransferStory {
  const storyKey = String(number).padStart(32, '0') as TransferStory['storyKey'];
  const facts = { publishedAt: startOfDay, source: 'wire' };
  const article = {
    ...facts,
    ...{ sourceId: `${number}`, headline: `Story ${number}`, description: null, url: null, publisher: null },
    ...{ tickers: [], tags: [], dedupKey: storyKey as never, firstSeenAt: startOfDay, joinedBy: null },
    ...{ earlier: [], addedTickers: [], sentiment: null },
  };
  return {
    ...{ storyKey, identity: 'headline-v1', ...facts, ingestedAt: startOfDay, isFailover: false },
    shown: { article: 0, tickers: [], tags: [], sources: ['wire'], publishers: [], revision: 0 },
    keys: [{ key: storyKey, day: 1 }],
    articles: [article],
    scores: [],
    ...fields,
  };
}

function toItem({ storyKey, articles }: TransferStory): NewsItem {
  const headline = articles[0]?.headline ?? '';
  return {
    ...{ storyKey, headline, publishedAt: toIso(startOfDay), ingestedAt: toIso(startOfDay), tickers: [], tags: [] },
    ...{ source: 'wire', isFailover: false, attributions: [], revision: 0, publishers: [] },
  };
}
