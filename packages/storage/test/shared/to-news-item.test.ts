import { newsItem } from '@ingest/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { day, minute, noon, tickers } from '../../src/conformance/build.js';
import { type ShownStory, type StoredAttribution, toNewsItem } from '../../src/shared/to-news-item.js';

const story: ShownStory = {
  storyKey: '0123456789abcdef0123456789abcdef',
  headline: 'Calder Motors raises its forecast',
  description: null,
  url: null,
  publisher: null,
  publishedAt: noon,
  ingestedAt: noon + minute,
  tickers: tickers('CLDR'),
  tags: [],
  source: 'tiingo',
  isFailover: false,
  revision: 0,
  publishers: [],
  sentiment: null,
};
const carrier: StoredAttribution = {
  source: 'tiingo',
  sourceId: '1',
  dedupKey: 'a',
  headline: story.headline,
  url: null,
  publishedAt: noon,
  firstSeenAt: noon + minute,
  sentiment: null,
};

describe('a story as it is read', () => {
  test('keeps to the model, with and without what may be absent', () => {
    const full = { ...story, description: 'More.', url: 'https://news.example/1', publisher: 'news.example' };
    for (const item of [toNewsItem(story, [carrier]), toNewsItem(full, [{ ...carrier, url: full.url }])])
      expect(newsItem.parse(item)).toEqual(item);
    expect(Object.values(toNewsItem(story, [{ ...carrier, sourceId: null }]))).not.toContain(null);
  });

  test('has its attributions by time, source and id, in whatever order they are stored', () => {
    const carriers = [
      carrier,
      { ...carrier, sourceId: '10' },
      { ...carrier, sourceId: '9' },
      { ...carrier, sourceId: null, dedupKey: 'b' },
      { ...carrier, sourceId: null, dedupKey: 'c' },
      { ...carrier, source: 'finnhub' },
      { ...carrier, publishedAt: noon - day },
    ];
    const inOrder = toNewsItem(story, carriers).attributions;
    expect(inOrder.map(({ source, sourceId, publishedAt }) => [publishedAt.slice(8, 10), source, sourceId])).toEqual([
      ['01', 'tiingo', '1'],
      ['02', 'finnhub', '1'],
      ['02', 'tiingo', undefined],
      ['02', 'tiingo', undefined],
      ['02', 'tiingo', '1'],
      ['02', 'tiingo', '10'],
      ['02', 'tiingo', '9'],
    ]);
    fc.assert(
      fc.property(fc.shuffledSubarray(carriers, { minLength: carriers.length }), (shuffled) => {
        expect(toNewsItem(story, shuffled).attributions).toEqual(inOrder);
      }),
    );
  });
});
