import { describe, expect, test } from 'vitest';
import { missingFeature, type SourceFeature, type SourceSubject, sourceCases } from '../../src/conformance/index.js';
import { createFinnhubSource } from '../../src/sources/finnhub/index.js';
import { createRssSource } from '../../src/sources/rss/index.js';
import { createTiingoSource } from '../../src/sources/tiingo/index.js';
import { testKey } from '../support/ask.js';
import { fixtureText } from '../support/fixtures.js';

/** The items of two replies as one. */
function joined(...names: readonly string[]): string {
  return JSON.stringify(names.flatMap((name) => JSON.parse(fixtureText(name)) as unknown[]));
}

/** A reply as long as one that was cut: an item of the day that is asked for, under many ids. */
function cut(name: string): string {
  const [item] = JSON.parse(fixtureText(name)) as readonly object[];
  const datetime = Date.UTC(2026, 2, 2, 13) / 1000;
  return JSON.stringify(Array.from({ length: 250 }, (_, index) => ({ ...item, datetime, id: index + 1 })));
}

/** Feeds: each entry is a candidate, which core judges. */
const feed = {
  key: null,
  pageWithMalformedItem: null,
  tooDeep: `<rss>${'<a>'.repeat(10_000)}`,
  contentType: 'application/rss+xml',
} as const;

const subjects: Readonly<Record<string, SourceSubject>> = {
  tiingo: {
    create: createTiingoSource,
    key: testKey,
    page: fixtureText('tiingo/news.json'),
    pageWithMalformedItem: joined('tiingo/news.json', 'tiingo/malformed-items.json'),
  },
  finnhub: {
    create: createFinnhubSource,
    key: testKey,
    page: fixtureText('finnhub/company-news.json'),
    pageBeforeAnother: cut('finnhub/company-news.json'),
    pageWithMalformedItem: joined('finnhub/company-news.json', 'finnhub/malformed-items.json'),
  },
  'rss about anything': {
    ...feed,
    create: (options) =>
      createRssSource({ url: 'https://blog.example/feed', names: { QNDL: ['Quindell'] }, ...options }),
    page: fixtureText('rss/blog.atom'),
  },
  'rss about one ticker': {
    ...feed,
    create: (options) => createRssSource({ url: 'https://blog.example/feed?s={symbol}', ...options }),
    page: fixtureText('rss/blog.atom'),
  },
};

/** What a source says that it has not. */
const without: Readonly<Record<string, readonly SourceFeature[]>> = {
  tiingo: ['no tickers in a request', 'memory'],
  finnhub: ['no tickers in a request', 'memory'],
  'rss about anything': ['key', 'malformed items', 'pages', 'tickers in a request'],
  'rss about one ticker': ['key', 'malformed items', 'pages', 'no tickers in a request'],
};

describe.each(Object.entries(subjects))('%s', (name, subject) => {
  for (const sourceCase of sourceCases)
    if (missingFeature(sourceCase, subject) === null) test(sourceCase.name, () => sourceCase.run(subject));

  test('leaves out what it says that it has not, and nothing else', () => {
    const isLeftOut = (need: SourceFeature) => without[name]?.includes(need);
    expect(sourceCases.filter((one) => missingFeature(one, subject) !== null)).toEqual(
      sourceCases.filter(({ needs }) => needs.some(isLeftOut)),
    );
  });
});
