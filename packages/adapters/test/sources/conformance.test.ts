import { describe, expect, test } from 'vitest';
import { missingFeature, type SourceFeature, type SourceSubject, sourceCases } from '../../src/conformance/index.js';
import { createAlphaVantageSource } from '../../src/sources/alphavantage/index.js';
import { createFinnhubSource } from '../../src/sources/finnhub/index.js';
import { createMarketauxSource } from '../../src/sources/marketaux/index.js';
import { createPolygonSource } from '../../src/sources/polygon/index.js';
import { createRssSource } from '../../src/sources/rss/index.js';
import { createTiingoSource } from '../../src/sources/tiingo/index.js';
import { testKey } from '../support/ask.js';
import { fixtureText } from '../support/fixtures.js';

/** The items of two replies as one. */
function joined(...names: readonly string[]): string {
  return JSON.stringify(names.flatMap((name) => JSON.parse(fixtureText(name)) as unknown[]));
}

/** A reply whose items are in a member of an object, as changed. */
function withItems(name: string, member: string, change: (items: readonly object[]) => readonly unknown[]): string {
  const reply = JSON.parse(fixtureText(name)) as Readonly<Record<string, readonly object[]>>;
  return JSON.stringify({ ...reply, [member]: change(reply[member] ?? []) });
}

function malformed(name: string): readonly unknown[] {
  return JSON.parse(fixtureText(name)) as readonly unknown[];
}

/** A thousand articles, a second apart. */
function full(items: readonly object[]): readonly unknown[] {
  return Array.from({ length: 1000 }, (_, index) => ({
    ...items[0],
    url: `https://www.wire.example/${index}`,
    time_published: new Date(Date.UTC(2026, 2, 2, 13) - index * 1000).toISOString().slice(0, 19).replace(/[-:]/g, ''),
  }));
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

/** An item of Alpha Vantage in which all that could be a statement is one value. */
function nothingSaid(value: unknown): object {
  const said = { ticker_sentiment_score: value, ticker_sentiment_label: value };
  return {
    overall_sentiment_score: value,
    overall_sentiment_label: value,
    ticker_sentiment: [{ ticker: 'QNDL', relevance_score: '0.9', ...said }],
  };
}

const subjects: Readonly<Record<string, SourceSubject>> = {
  tiingo: {
    create: createTiingoSource,
    key: testKey,
    page: fixtureText('tiingo/news.json'),
    pageWithMalformedItem: joined('tiingo/news.json', 'tiingo/malformed-items.json'),
    refusals: [
      {
        body: 'You have run over your 500 symbol look up for this month. Please upgrade at https://a.example/pricing.',
        code: 'RATE_LIMITED',
      },
      { body: '{"detail":"Invalid token."}', code: 'AUTH_FAILED' },
      { body: '["Error: Endpoint only available for US and US - listed Stocks"]', code: 'MALFORMED_RESPONSE' },
    ],
  },
  finnhub: {
    create: createFinnhubSource,
    key: testKey,
    page: fixtureText('finnhub/company-news.json'),
    pageBeforeAnother: cut('finnhub/company-news.json'),
    pageWithMalformedItem: joined('finnhub/company-news.json', 'finnhub/malformed-items.json'),
    aggregate: {
      body: JSON.stringify({
        buzz: { articlesInLastWeek: 20, buzz: 0.8888, weeklyAverage: 22.5 },
        companyNewsScore: 0.9166,
        sentiment: { bearishPercent: 0, bullishPercent: 1 },
        symbol: 'AAPL',
      }),
      nothing: '{}',
    },
    refusals: [
      {
        body: '{"error":"API limit reached. Please try again later. Remaining Limit: 0"}',
        code: 'RATE_LIMITED',
      },
      { body: '{"error":"You don\'t have access to this resource."}', code: 'FORBIDDEN' },
    ],
  },
  alphavantage: {
    create: createAlphaVantageSource,
    key: testKey,
    page: fixtureText('alphavantage/news-sentiment.json'),
    pageBeforeAnother: withItems('alphavantage/news-sentiment.json', 'feed', full),
    pageWithMalformedItem: withItems('alphavantage/news-sentiment.json', 'feed', (items) => [
      ...items,
      ...malformed('alphavantage/malformed-items.json'),
    ]),
    pageWithoutSentiment: withItems('alphavantage/news-sentiment.json', 'feed', (items) =>
      [{}, nothingSaid(null), nothingSaid(''), nothingSaid('NaN'), nothingSaid(7), nothingSaid([0.5])].map(
        (said, index) => ({
          ...items[3],
          url: `https://www.wire.example/${index}`,
          ...said,
        }),
      ),
    ),
    refusals: [
      {
        body: JSON.stringify({
          Information: `We have detected your API key as ${testKey} and our standard API rate limit is 25 requests per day.`,
        }),
        code: 'RATE_LIMITED',
      },
      { body: '{"Note":"Our standard API call frequency is 5 calls per minute."}', code: 'RATE_LIMITED' },
      { body: `{"Error Message":"the parameter apikey is invalid or missing: ${testKey}"}`, code: 'AUTH_FAILED' },
      { body: '{"Error Message":"Invalid API call. Please retry."}', code: 'BAD_REQUEST' },
      { body: '{"Information":"Something new"}', code: 'MALFORMED_RESPONSE' },
    ],
  },
  marketaux: {
    create: createMarketauxSource,
    key: testKey,
    page: fixtureText('marketaux/news.json'),
    pageWithMalformedItem: withItems('marketaux/news.json', 'data', (items) => [
      ...items,
      ...malformed('marketaux/malformed-items.json'),
    ]),
    pageWithoutSentiment: withItems('marketaux/news.json', 'data', (items) =>
      [undefined, null, '', 'NaN', 1.5, [0.5]].map((sentiment_score, index) => ({
        ...items[0],
        uuid: `n${index}`,
        entities: [
          { symbol: 'QNDL', country: 'us', match_score: 65.4, sentiment_score, highlights: [{ sentiment: 0.9 }] },
        ],
      })),
    ),
    refusals: [
      {
        body: '{"error":{"code":"usage_limit_reached","message":"The usage limit for this account has been reached."}}',
        code: 'RATE_LIMITED',
      },
      {
        body: `{"error":{"code":"invalid_api_token","message":"Invalid API token: ${testKey}"},"data":[]}`,
        code: 'AUTH_FAILED',
      },
      { body: '{"error":{"code":"endpoint_access_restricted","message":"No access."}}', code: 'FORBIDDEN' },
      { body: '{"error":{"code":"something_new","message":"New."},"data":[]}', code: 'MALFORMED_RESPONSE' },
    ],
  },
  polygon: {
    create: createPolygonSource,
    key: testKey,
    page: fixtureText('polygon/news.json'),
    pageBeforeAnother: JSON.stringify({
      ...(JSON.parse(fixtureText('polygon/news.json')) as object),
      next_url: 'https://api.massive.com:443/v2/reference/news?cursor=b3JkZXI9ZGVzY2VuZGluZyZ0aWNrZXI9QUFQTA',
    }),
    pageWithMalformedItem: withItems('polygon/news.json', 'results', (items) => [
      ...items,
      ...malformed('polygon/malformed-items.json'),
    ]),
    pageWithoutSentiment: withItems('polygon/news.json', 'results', (items) =>
      [
        undefined,
        null,
        [],
        {},
        ...[undefined, null, '', 'mixed', 1].map((sentiment) => [{ ticker: 'QNDL', sentiment }]),
      ].map((insights, index) => ({ ...items[0], id: `n${index}`, insights })),
    ),
    refusals: [
      {
        body: '{"status":"ERROR","request_id":"1","error":"You\'ve exceeded the maximum requests per minute, please wait or upgrade your subscription to continue. https://polygon.io/pricing"}',
        code: 'RATE_LIMITED',
      },
      { body: `{"status":"ERROR","error":"Unknown API Key ${testKey}"}`, code: 'AUTH_FAILED' },
      {
        body: '{"status":"NOT_AUTHORIZED","message":"You are not entitled to this data. Please upgrade your plan at https://polygon.io/pricing"}',
        code: 'FORBIDDEN',
      },
      { body: '{"status":"ERROR","results":[]}', code: 'MALFORMED_RESPONSE' },
    ],
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

/** A feed has no words of its own. */
const noWords = ['aggregate', 'sentiment', 'refusals with a good status'] as const;

/** What a source says that it has not. */
const without: Readonly<Record<string, readonly SourceFeature[]>> = {
  tiingo: ['no tickers in a request', 'memory', 'aggregate', 'sentiment'],
  finnhub: ['no tickers in a request', 'memory', 'sentiment'],
  alphavantage: ['no tickers in a request', 'memory', 'aggregate'],
  marketaux: ['no tickers in a request', 'memory', 'aggregate'],
  polygon: ['no tickers in a request', 'memory', 'aggregate'],
  'rss about anything': ['key', 'malformed items', 'pages', 'tickers in a request', ...noWords],
  'rss about one ticker': ['key', 'malformed items', 'pages', 'no tickers in a request', ...noWords],
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
