import { manualClock } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import {
  addPlaced,
  type Committing,
  committingTo,
  nothingPlaced,
  nothingToConclude,
} from '../../src/collect/commit-page.js';
import type { PageConclusion, PlacedPage } from '../../src/identity/page.js';
import type { StoryKey } from '../../src/model/primitives.js';
import { articleOf } from '../support/articles.js';
import { heldLeaseOf } from '../support/leases.js';
import { collectionEventOf, sourceStateOf } from '../support/model-values.js';
import { pageStore } from '../support/page-store.js';

const start = Date.UTC(2026, 5, 4, 14);
const conclusion: PageConclusion = { ...nothingToConclude, event: collectionEventOf(), state: sourceStateOf() };
const concludes = () => conclusion;
const announcesNothing = () => [];
const entryOf = (message: string) =>
  ({ eventId: message, sink: 'hook', message, createdAt: start, state: 'pending' }) as const;
const announcing = ({ newStories }: PlacedPage) => [entryOf(`${newStories.length} new`)];
const quarantine = [{ source: 'tiingo', runId: 'r', at: start, reason: 'no object', raw: '1' }];
const pageOf = (articles: number) => ({
  source: 'tiingo',
  isFailover: false,
  articles: Array.from({ length: articles }, (_, index) =>
    articleOf({ sourceId: `${index}`, headline: `Arven Motors opens plant number ${index}` }),
  ),
  quarantine,
});

function setup(options: Partial<Committing> & { maxArticlesPerCommit?: number } = {}) {
  const { maxArticlesPerCommit = 100, ...committing } = options;
  const stored = pageStore();
  const concluded: PageConclusion[] = [];
  const commitPage = committingTo({
    store: { ...stored.store, capabilities: { maxArticlesPerCommit, backsUpToFile: false } },
    clock: manualClock(start),
    score: async () => null,
    lease: async () => null,
    keep: (whole) => whole,
    onConcluded: (whole) => concluded.push(whole),
    ...committing,
  });
  return { stored, concluded, commitPage };
}

describe('committingTo', () => {
  it('stores a page without articles too: its collection has an end', async () => {
    const { stored, concluded, commitPage } = setup();
    expect(await commitPage(pageOf(0), concludes, announcesNothing)).toEqual(nothingPlaced);
    expect(stored.commits).toEqual([expect.objectContaining({ articles: [], quarantine, at: start })]);
    expect([stored.events, concluded]).toEqual([[conclusion.event], [conclusion]]);
  });

  it.each([
    ['at a hundred articles though the store takes more', 1000, [100, 100, 1]],
    ['where the store takes less', 90, [90, 90, 21]],
  ])('cuts a page %s', async (_, maxArticlesPerCommit, sizes) => {
    const { stored, commitPage } = setup({ maxArticlesPerCommit });
    const placed = await commitPage(pageOf(201), concludes, announcesNothing);
    expect(stored.commits.map(({ articles }) => articles.length)).toEqual(sizes);
    expect(placed.newStories).toHaveLength(201);
  });

  it('stores with the last part of a page what belongs to it, told of the whole page', async () => {
    const { stored, commitPage } = setup();
    const told: PlacedPage[] = [];
    const concluding = (placed: PlacedPage) => {
      told.push(placed);
      return conclusion;
    };
    await commitPage(pageOf(150), concluding, announcesNothing);
    expect(stored.commits.map((commit) => commit.quarantine)).toEqual([[], quarantine]);
    expect(stored.events).toEqual([conclusion.event]);
    expect(told.map(({ newStories }) => newStories.length)).toEqual([150]);
  });

  it('asks for the proof of its lease before each part', async () => {
    const lease = async () => {
      const number = (stored.lease?.number ?? 0) + 1;
      stored.lease = heldLeaseOf(start, { number });
      return { name: 'run', number };
    };
    const { stored, commitPage } = setup({ lease });
    await commitPage(pageOf(150), concludes, announcesNothing);
    expect(stored.commits.map((commit) => commit.lease?.number)).toEqual([1, 2]);
  });

  it('writes only the part of a conclusion that is to be kept, and tells the whole of it', async () => {
    const { stored, concluded, commitPage } = setup({ keep: (whole) => ({ ...whole, state: null }) });
    await commitPage(pageOf(1), concludes, announcesNothing);
    expect([stored.events, stored.states]).toEqual([[conclusion.event], []]);
    expect(concluded).toEqual([conclusion]);
  });

  it('announces with each part of a page what that part stored, and tells of all of it in the end', async () => {
    const { stored, concluded, commitPage } = setup();
    await commitPage(pageOf(150), concludes, announcing);
    expect(stored.deliveries.map(({ message }) => message)).toEqual(['100 new', '50 new']);
    expect(concluded).toEqual([{ ...conclusion, notifications: [entryOf('100 new'), entryOf('50 new')] }]);
  });

  it('announces also where no other part of a conclusion is kept', async () => {
    const { stored, commitPage } = setup({ keep: () => nothingToConclude });
    await commitPage(pageOf(1), concludes, announcing);
    expect(stored.deliveries.map(({ message }) => message)).toEqual(['1 new']);
  });

  it('announces once what a store that tries again stored', async () => {
    const { store, deliveries } = pageStore();
    const commitPage: typeof store.articles.commitPage = (commit) => {
      commit.conclude(nothingPlaced);
      return store.articles.commitPage(commit);
    };
    const test = setup({ store: { ...store, articles: { ...store.articles, commitPage } } });
    await test.commitPage(pageOf(1), concludes, announcing);
    expect(deliveries.map(({ message }) => message)).toEqual(['1 new']);
    expect(test.concluded[0]?.notifications).toEqual([entryOf('1 new')]);
  });

  it('stores one page at a time, each after the one before was concluded', async () => {
    const order: string[] = [];
    const { commitPage } = setup({ onConcluded: () => order.push('concluded') });
    const concluding = () => {
      order.push('concludes');
      return conclusion;
    };
    const commit = () => commitPage(pageOf(150), concluding, announcesNothing);
    await Promise.all([commit(), commit(), commit()]);
    expect(order).toEqual(Array.from({ length: 3 }, () => ['concludes', 'concluded']).flat());
  });

  it('concludes nothing of a page that was not stored, and goes on with the next one', async () => {
    let fails = true;
    const { stored, concluded, commitPage } = setup({
      lease: async () => {
        if (fails) throw new Error('no lease');
        return null;
      },
    });
    const failing = commitPage(pageOf(1), concludes, announcesNothing).finally(() => {
      fails = false;
    });
    const next = commitPage(pageOf(2), concludes, announcesNothing);
    await expect(failing).rejects.toThrow('no lease');
    expect((await next).newStories).toHaveLength(2);
    expect([stored.commits.length, concluded.length]).toEqual([1, 1]);
  });
});

describe('addPlaced', () => {
  it('adds up two pages', () => {
    const page = (key: string, count: number): PlacedPage => ({
      newStories: [{ storyKey: key as StoryKey, publishedAt: start, tickers: [] }],
      duplicates: count,
      revised: count + 1,
      collisions: count + 2,
    });
    const { newStories, ...counts } = addPlaced(page('a', 1), page('b', 10));
    expect(newStories.map(({ storyKey }) => storyKey)).toEqual(['a', 'b']);
    expect(counts).toEqual({ duplicates: 11, revised: 13, collisions: 15 });
  });
});
