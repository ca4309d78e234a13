import { tickersOf } from '@ingest/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nothingPlaced } from '../../src/collect/commit-page.js';
import { type AnnouncementFacts, notify } from '../../src/delivery/outbox.js';
import type { PlacedPage } from '../../src/identity/page.js';
import { newDataNotification } from '../../src/model/notification.js';
import type { StoryKey } from '../../src/model/primitives.js';

const at = Date.UTC(2026, 5, 4, 14);
const keyOf = (digit: string) => digit.repeat(32) as StoryKey;
const story = (digit: string, publishedAt: number, ...tickers: string[]) => ({
  storyKey: keyOf(digit),
  publishedAt,
  tickers: tickersOf(...tickers),
});

function announce(newStories: PlacedPage['newStories'], fields: Partial<AnnouncementFacts> = {}) {
  let ids = 0;
  const facts: AnnouncementFacts = {
    newId: () => {
      ids += 1;
      return `event-${ids}`;
    },
    runId: 'run-1',
    source: 'finnhub',
    isFailover: true,
    collectionEventId: 'collection-1',
    at,
    sinks: ['hook', 'log'],
    state: 'pending',
    ...fields,
  };
  return { entries: notify({ ...nothingPlaced, newStories, duplicates: 3 }, facts), idsUsed: () => ids };
}

const stories = [story('b', at - 5000, 'MSFT', 'AAPL'), story('a', at - 9000, 'AAPL'), story('c', at - 1000, 'NVDA')];

describe('notify', () => {
  it('announces the new stories of a commit as one event, in a row for each sink', () => {
    const { entries, idsUsed } = announce(stories);
    expect(entries.map(({ sink, eventId, createdAt, state }) => [sink, eventId, createdAt, state])).toEqual([
      ['hook', 'event-1', at, 'pending'],
      ['log', 'event-1', at, 'pending'],
    ]);
    expect(new Set(entries.map(({ message }) => message)).size).toBe(1);
    expect(idsUsed()).toBe(1);
  });

  it('says what is new: tickers sorted, the span of publication, the keys in the order of the page', () => {
    const [entry] = announce(stories).entries;
    expect(JSON.parse(entry?.message ?? '')).toEqual({
      eventId: 'event-1',
      eventType: 'NEW_MARKET_DATA',
      timestamp: '2026-06-04T14:00:00.000Z',
      runId: 'run-1',
      source: 'finnhub',
      isFailover: true,
      itemCount: 3,
      tickers: ['AAPL', 'MSFT', 'NVDA'],
      dateRange: { start: '2026-06-04T13:59:51.000Z', end: '2026-06-04T13:59:59.000Z' },
      collectionEventId: 'collection-1',
      storyKeys: [keyOf('b'), keyOf('a'), keyOf('c')],
    });
  });

  it.each([
    ['nothing is new', [], {}],
    ['there is no sink', stories, { sinks: [] }],
  ])('announces nothing, and makes no id, when %s', (_, newStories, fields) => {
    const { entries, idsUsed } = announce(newStories, fields);
    expect(entries).toEqual([]);
    expect(idsUsed()).toBe(0);
  });

  it('keeps what a replay would have announced as replayed', () => {
    expect(announce(stories, { state: 'replayed' }).entries.map(({ state }) => state)).toEqual([
      'replayed',
      'replayed',
    ]);
  });

  it('writes messages that its own schema reads, whatever the page holds', () => {
    const anyStory = fc.record({
      storyKey: fc.constantFrom(...'0123456789abcdef').map(keyOf),
      publishedAt: fc.integer({ min: 0, max: at }),
      tickers: fc.subarray([...tickersOf('AAPL', 'BRK.B', 'MSFT')]),
    });
    fc.assert(
      fc.property(fc.array(anyStory, { minLength: 1, maxLength: 20 }), (newStories) => {
        for (const { message } of announce(newStories).entries) {
          const read = newDataNotification.parse(JSON.parse(message));
          expect(read.itemCount).toBe(newStories.length);
          expect(read.dateRange.start <= read.dateRange.end).toBe(true);
        }
      }),
    );
  });
});
