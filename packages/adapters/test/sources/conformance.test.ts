import { describe, test } from 'vitest';
import { type SourceSubject, sourceCases } from '../../src/conformance/index.js';
import { createFinnhubSource } from '../../src/sources/finnhub/index.js';
import { createRssSource } from '../../src/sources/rss/index.js';
import { createTiingoSource } from '../../src/sources/tiingo/index.js';
import { testKey } from '../support/ask.js';
import { fixtureText } from '../support/fixtures.js';

/** The items of two replies as one. */
function joined(...names: readonly string[]): string {
  return JSON.stringify(names.flatMap((name) => JSON.parse(fixtureText(name)) as unknown[]));
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

describe.each(Object.entries(subjects))('%s', (_, subject) => {
  for (const { name, run } of sourceCases) test(name, () => run(subject));
});
