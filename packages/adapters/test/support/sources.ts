import type { Source } from '@ingest/core';
import { createAlphaVantageSource } from '../../src/sources/alphavantage/index.js';
import { createFinnhubSource } from '../../src/sources/finnhub/index.js';
import { createMarketauxSource } from '../../src/sources/marketaux/index.js';
import { createPolygonSource } from '../../src/sources/polygon/index.js';
import type { SourceOptions } from '../../src/sources/source-options.js';
import { createTiingoSource } from '../../src/sources/tiingo/index.js';
import { testKey } from './ask.js';
import { fixtureText } from './fixtures.js';

export interface SourceUnderTest {
  readonly name: string;
  create(options?: SourceOptions): Source;
  /** Where the key must stand, and how. */
  readonly keyPlace: { readonly header: readonly [name: string, value: string] } | { readonly parameter: string };
  /** A good reply. */
  readonly page: string;
  /** What a message says of where a request went. */
  readonly path: string;
  /** The items of a body that has the shape of a good reply; null for any other. */
  listOf(body: unknown): readonly unknown[] | null;
  /** A good reply of these items. */
  replyOf(items: readonly unknown[]): unknown;
}

const listReply: Pick<SourceUnderTest, 'listOf' | 'replyOf'> = {
  listOf: (body) => (Array.isArray(body) ? body : null),
  replyOf: (items) => items,
};

/** A reply that has its items in a member of an object. */
function memberReply(member: string, others: object = {}): Pick<SourceUnderTest, 'listOf' | 'replyOf'> {
  return {
    listOf(body) {
      const items = (body as Readonly<Record<string, unknown>> | null)?.[member];
      return Array.isArray(items) ? items : null;
    },
    replyOf: (items) => ({ ...others, [member]: items }),
  };
}

/** Every source that comes with this package and takes a key, with one. */
export const sourcesUnderTest: readonly SourceUnderTest[] = [
  {
    name: 'tiingo',
    create: (options) => createTiingoSource({ apiKey: testKey, ...options }),
    keyPlace: { header: ['authorization', `Token ${testKey}`] },
    page: fixtureText('tiingo/news.json'),
    path: '/tiingo/news',
    ...listReply,
  },
  {
    name: 'finnhub',
    create: (options) => createFinnhubSource({ apiKey: testKey, ...options }),
    keyPlace: { header: ['x-finnhub-token', testKey] },
    page: fixtureText('finnhub/company-news.json'),
    path: '/company-news',
    ...listReply,
  },
  {
    name: 'alphavantage',
    create: (options) => createAlphaVantageSource({ apiKey: testKey, ...options }),
    keyPlace: { parameter: 'apikey' },
    page: fixtureText('alphavantage/news-sentiment.json'),
    path: '/query',
    ...memberReply('feed', { items: '1' }),
  },
  {
    name: 'marketaux',
    create: (options) => createMarketauxSource({ apiKey: testKey, ...options }),
    keyPlace: { parameter: 'api_token' },
    page: fixtureText('marketaux/news.json'),
    path: '/news/all',
    ...memberReply('data'),
  },
  {
    name: 'polygon',
    create: (options) => createPolygonSource({ apiKey: testKey, ...options }),
    keyPlace: { header: ['authorization', `Bearer ${testKey}`] },
    page: fixtureText('polygon/news.json'),
    path: '/v2/reference/news',
    ...memberReply('results', { status: 'OK' }),
  },
];
