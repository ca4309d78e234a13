import type { Source } from '@ingest/core';
import { createFinnhubSource } from '../../src/sources/finnhub/index.js';
import type { SourceOptions } from '../../src/sources/source-options.js';
import { createTiingoSource } from '../../src/sources/tiingo/index.js';
import { testKey } from './ask.js';
import { fixtureText } from './fixtures.js';

export interface SourceUnderTest {
  readonly name: string;
  create(options?: SourceOptions): Source;
  /** The header that must carry the key, as it is then. */
  readonly keyHeader: readonly [name: string, value: string];
  /** A good reply. */
  readonly page: string;
  /** What a message says of where a request went. */
  readonly path: string;
}

/** Every source that comes with this package, with a key. */
export const sourcesUnderTest: readonly SourceUnderTest[] = [
  {
    name: 'tiingo',
    create: (options) => createTiingoSource({ apiKey: testKey, ...options }),
    keyHeader: ['authorization', `Token ${testKey}`],
    page: fixtureText('tiingo/news.json'),
    path: '/tiingo/news',
  },
  {
    name: 'finnhub',
    create: (options) => createFinnhubSource({ apiKey: testKey, ...options }),
    keyHeader: ['x-finnhub-token', testKey],
    page: fixtureText('finnhub/company-news.json'),
    path: '/company-news',
  },
];
