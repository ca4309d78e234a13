import { createHash } from 'node:crypto';
import { tickersOf } from '@ingest/core/testing';
import { describe, expect, test } from 'vitest';
import { digestOf } from '../../src/digest/digest.js';
import type { Attribution, NewsItem } from '../../src/model/news-item.js';

const attribution: Attribution = {
  source: 'tiingo',
  sourceId: '7',
  url: 'https://wire.example/7',
  headline: 'Arven Motors raises guidance',
  publishedAt: '2026-03-02T14:30:00.000Z',
  firstSeenAt: '2026-03-02T14:31:00.000Z',
};

const story: NewsItem = {
  storyKey: '0123456789abcdef0123456789abcdef',
  headline: 'Arven Motors raises guidance',
  publishedAt: '2026-03-02T14:30:00.000Z',
  ingestedAt: '2026-03-02T14:31:00.000Z',
  tickers: tickersOf('ARVN'),
  tags: [],
  source: 'tiingo',
  isFailover: false,
  attributions: [attribution],
  revision: 0,
  publishers: [],
};

describe('digest', () => {
  test('is the SHA-256 of one canonical line a story, each ended by a line feed', async () => {
    const line =
      '{"attributions":[{"headline":"Arven Motors raises guidance","publishedAt":"2026-03-02T14:30:00.000Z",' +
      '"source":"tiingo","sourceId":"7","url":"https://wire.example/7"}],"headline":"Arven Motors raises guidance",' +
      '"publishedAt":"2026-03-02T14:30:00.000Z","revision":0,"storyKey":"0123456789abcdef0123456789abcdef",' +
      '"tags":[],"tickers":["ARVN"]}\n';
    expect(await digest(story, story)).toEqual({
      version: 1,
      hash: createHash('sha256').update(line).update(line).digest('hex'),
      stories: 2,
    });
  });

  test('of no story is the hash of nothing', async () => {
    expect(await digest()).toEqual({ version: 1, hash: createHash('sha256').digest('hex'), stories: 0 });
  });

  test.each<[string, Partial<NewsItem>]>([
    ['when it was ingested', { ingestedAt: '2027-01-01T00:00:00.000Z' }],
    ['which source was first', { source: 'finnhub' }],
    ['whether that one stood in for another', { isFailover: true }],
    ['a derived score', { sentiment: score('derived') }],
    ['when an article was seen first', { attributions: [{ ...attribution, firstSeenAt: '2027-01-01T00:00:00.000Z' }] }],
    ['a derived score of an article', { attributions: [{ ...attribution, sentiment: score('derived') }] }],
  ])('does not depend on %s', async (_, change) => {
    expect(await digest({ ...story, ...change })).toEqual(await digest(story));
  });

  test.each<[string, Partial<NewsItem>]>([
    ['headline', { headline: 'Arven Motors cuts guidance' }],
    ['description', { description: 'More.' }],
    ['url', { url: 'https://wire.example/8' }],
    ['publisher', { publisher: 'Wirepost' }],
    ['publishedAt', { publishedAt: '2026-03-02T14:30:00.001Z' }],
    ['tickers', { tickers: tickersOf('ARVN', 'BELT') }],
    ['tags', { tags: ['Stock'] }],
    ['revision', { revision: 1 }],
    ['an article’s source id', { attributions: [{ ...attribution, sourceId: '8' }] }],
    ['an article’s native sentiment', { attributions: [{ ...attribution, sentiment: score('provider') }] }],
    ['one more article', { attributions: [attribution, { ...attribution, source: 'finnhub' }] }],
  ])('depends on %s', async (_, change) => {
    expect(await digest({ ...story, ...change })).not.toEqual(await digest(story));
  });

  test('does not depend on the order in which attributions are handed over', async () => {
    const { sourceId: _, ...withoutId } = attribution;
    const attributions = [
      attribution,
      { ...attribution, publishedAt: '2026-03-02T14:29:00.000Z' },
      { ...attribution, source: 'finnhub' },
      { ...attribution, sourceId: '70' },
      { ...withoutId, headline: 'ARVEN MOTORS raises guidance' },
      withoutId,
    ];
    const forward = await digest({ ...story, attributions });
    expect(await digest({ ...story, attributions: attributions.toReversed() })).toEqual(forward);
  });
});

async function digest(...stories: NewsItem[]) {
  return digestOf(
    (async function* () {
      yield* stories;
    })(),
  );
}

function score(origin: 'provider' | 'derived') {
  return {
    score: 0.5,
    confidence: null,
    label: 'positive' as const,
    origin,
    model: 'test@1',
    scope: { kind: 'article' as const },
    calculatedAt: '2026-03-02T14:31:00.000Z',
  };
}
