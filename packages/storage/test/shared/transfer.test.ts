import { articleIdentity, dayNumber, prepareArticle, storyKey, type TransferStory } from '@ingest/core';
import { expect, test } from 'vitest';
import { article, minute, noon } from '../../src/conformance/build.js';
import {
  anchorOf,
  filingDay,
  filingOf,
  fromPlace,
  isNext,
  isShown,
  leadOf,
  preparedAnchor,
  toPlace,
  toRecord,
  toTransferStory,
} from '../../src/shared/transfer.js';

const facts = { dedupKey: '' as never, firstSeenAt: noon, joinedBy: null, earlier: [], addedTickers: [] };
const said = 'Calder Motors cuts its revenue forecast for the year';
const anchor = {
  ...{ ...article(), ...facts },
  earlier: [{ headline: said, description: null, seenAt: noon, replacedAt: noon + 1 }],
};
const earlier = { ...article({ sourceId: '2', publishedAt: noon - 13 * 60 * minute }), ...facts };
const story = {
  ...{ storyKey: storyKey(article()), identity: 'headline-v1', publishedAt: earlier.publishedAt, ingestedAt: noon },
  ...{ source: 'tiingo', isFailover: false, keys: [], articles: [anchor, earlier], scores: [] },
  shown: { article: 1, tickers: [], tags: [], sources: [], publishers: [], revision: 1 },
} satisfies TransferStory;

test('a page is the next one when its register holds what it began with', () => {
  const step = { lease: { name: 'run', number: 1 }, register: 'copy/x', before: { a: [1], b: null }, after: 2 };
  expect(isNext({ b: null, a: [1] }, step)).toBe(true);
  expect(isNext({ a: [1] }, step)).toBe(false);
  expect(isNext(null, { ...step, before: null })).toBe(true);
});

test('a story shows one of its articles, and was begun by the first', () => {
  expect(leadOf(story)).toBe(earlier);
  expect(anchorOf(story)).toBe(anchor);
  expect(isShown(story)).toBe(true);
  expect(isShown({ ...story, shown: null })).toBe(false);
  expect(() => leadOf({ ...story, shown: { ...story.shown, article: 2 } })).toThrow('shows none of its articles');
  expect(() => anchorOf({ ...story, articles: [] })).toThrow('has no article');
});

test('it is filed by what its anchor said first, under the day of that', () => {
  expect(preparedAnchor(story)).toEqual(prepareArticle({ ...article(), headline: said }));
  expect(filingOf(story)).toMatchObject({ day: dayNumber(noon) });
  expect(filingDay(story)).toBe(dayNumber(noon));
  expect(filingDay(story)).not.toBe(dayNumber(story.publishedAt));
});

test('a place comes back as it was', () => {
  expect(fromPlace(toPlace(['a"', '', 7]))).toEqual(['a"', '', 7]);
});

test('a story that is kept whole is moved and kept again as it was', () => {
  const record = toRecord(story);
  expect(record).toMatchObject({ headline: earlier.headline, leadIdentity: articleIdentity(earlier), revision: 1 });
  expect(toTransferStory({ ...story, record })).toEqual(story);
});

test('of a pruned story is known what its articles tell, with its keys in order', () => {
  const pruned = { ...story, shown: null };
  expect(toRecord(pruned)).toBeNull();
  const keys = ['b', 'a'].map((key) => ({ key: key as never, day: 1 }));
  expect(toTransferStory({ ...pruned, record: null, keys })).toMatchObject({
    ...{ publishedAt: earlier.publishedAt, ingestedAt: noon, source: 'tiingo', shown: null },
    keys: [{ key: 'a' }, { key: 'b' }],
  });
});
