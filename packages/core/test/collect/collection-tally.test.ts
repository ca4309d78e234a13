import { candidateItem } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { CollectionTally } from '../../src/collect/collection-tally.js';
import { nothingPlaced } from '../../src/collect/commit-page.js';
import type { JudgedPage } from '../../src/collect/judge-items.js';
import type { StoryKey } from '../../src/model/primitives.js';
import { articleOf } from '../support/articles.js';

const now = Date.UTC(2026, 5, 4, 14);
const facts = {
  eventId: 'e',
  runId: 'r',
  source: 'tiingo',
  tickers: [],
  startedAt: '2026-06-04T14:00:00.000Z',
  durationMs: 12,
  outcome: 'ok',
  isFailover: false,
} as const;
const eventOf = (tally: CollectionTally, changes: Partial<Parameters<CollectionTally['event']>[0]> = {}) =>
  tally.event({ ...facts, tickers: [], ...changes }, nothingPlaced);
const accepted = (...minutes: number[]) =>
  minutes.map((minute) => ({ article: articleOf(), orderedAt: now + minute * 60_000 }));
const page = (judged: Partial<JudgedPage>): JudgedPage => ({
  accepted: [],
  reachesBackTo: null,
  malformed: [],
  future: 0,
  offRequest: 0,
  passedOver: 0,
  ...judged,
});
const newStory = (storyKey: string) => ({ storyKey: storyKey as StoryKey, publishedAt: now, tickers: [] });

describe('CollectionTally', () => {
  it('counts all requests, and the tries of the page that took most', () => {
    const tally = new CollectionTally();
    for (const tries of [2, 3, 1]) {
      tally.startPage();
      for (let request = 0; request < tries; request += 1) tally.countRequest();
    }
    expect(eventOf(tally)).toMatchObject({ requests: 6, attempts: 3 });
  });

  it('counts every verdict as received, and every refusal as rejected', () => {
    const tally = new CollectionTally();
    const malformed = [{ raw: 1, reason: 'no object' }];
    tally.countPage(page({ accepted: accepted(-1, -2), malformed, future: 2, offRequest: 3 }), now);
    tally.countPage(page({ accepted: accepted(-3) }), now);
    expect(tally.received).toBe(9);
    expect(eventOf(tally)).toMatchObject({ itemCount: 9, rejectedCount: 6 });
  });

  it('knows the newest item, whatever their order, and none where the source did not say', () => {
    const tally = new CollectionTally();
    tally.countPage(page({ accepted: [{ article: articleOf(), orderedAt: null }] }), now);
    expect(tally.newestAt).toBeNull();
    tally.countPage(page({ accepted: accepted(-5, -2, -9) }), now);
    tally.countPage(page({ accepted: accepted(-7) }), now);
    expect(tally.newestAt).toBe(now - 2 * 60_000);
  });

  it('knows how far back the last page reaches that had a place', () => {
    const tally = new CollectionTally();
    expect(tally.reachesBackTo).toBeNull();
    for (const reachesBackTo of [now - 9, now - 5, null]) tally.countPage(page({ reachesBackTo }), now);
    expect(tally.reachesBackTo).toBe(now - 5);
  });

  it('was never read past our own clock, though the source’s runs ahead', () => {
    const tally = new CollectionTally();
    tally.countPage(page({ accepted: accepted(10) }), now);
    expect(tally.newestAt).toBe(now);
  });

  it('adds up what became of the articles, with the last page', () => {
    const tally = new CollectionTally();
    tally.countPlaced({ newStories: [newStory('a'), newStory('b')], duplicates: 1, revised: 2, collisions: 3 });
    tally.countPlaced({ newStories: [], duplicates: 10, revised: 20, collisions: 30 });
    const last = { newStories: [newStory('c')], duplicates: 100, revised: 200, collisions: 300 };
    expect(tally.event({ ...facts, tickers: [] }, last)).toMatchObject({
      newItemCount: 3,
      duplicateCount: 111,
      revisedCount: 222,
      collisionCount: 333,
    });
  });

  it('calls a collection a success by its outcome', () => {
    expect(eventOf(new CollectionTally(), { outcome: 'empty' }).success).toBe(true);
    expect(eventOf(new CollectionTally(), { outcome: 'rate-limited' }).success).toBe(false);
  });

  it('cuts a long message, and never inside of a character', () => {
    const { errorMessage } = eventOf(new CollectionTally(), { errorMessage: `${'x'.repeat(999)}🚀` });
    expect(errorMessage).toHaveLength(1000);
    expect(errorMessage?.isWellFormed()).toBe(true);
    expect(eventOf(new CollectionTally())).not.toHaveProperty('errorMessage');
  });
});

describe('remember', () => {
  it('tells whether a page brings an id that is new to the collection', () => {
    const tally = new CollectionTally();
    const [first, second] = ['1', '2'].map((sourceId) => candidateItem({ sourceId }));
    if (first === undefined || second === undefined) throw new TypeError('two items');
    expect(tally.remember([first])).toBe(true);
    expect(tally.remember([first, first])).toBe(false);
    expect(tally.remember([first, second])).toBe(true);
    expect(tally.remember([])).toBe(false);
  });

  it('knows an item without an id by its time and headline', () => {
    const tally = new CollectionTally();
    const item = (headline: string, publishedAt: string) =>
      candidateItem({ sourceId: null, headline, publishedAt: `2026-06-04T${publishedAt}Z` });
    expect(tally.remember([item('a', '10:00')])).toBe(true);
    expect(tally.remember([item('a', '10:00')])).toBe(false);
    expect(tally.remember([item('b', '10:00')])).toBe(true);
    expect(tally.remember([item('a', '10:01')])).toBe(true);
  });

  it('takes nothing from an item that is none', () => {
    expect(new CollectionTally().remember([{ kind: 'malformed', raw: 1, reason: 'no object' }])).toBe(false);
  });
});
