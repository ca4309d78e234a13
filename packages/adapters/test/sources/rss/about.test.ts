import { performance } from 'node:perf_hooks';
import { describe, expect, test } from 'vitest';
import type { FeedEntry } from '../../../src/feed/feed.js';
import { tickerFinder } from '../../../src/sources/rss/about.js';
import { type RssSourceOptions, readFeedOptions } from '../../../src/sources/rss/options.js';
import { tickerOf } from '../../support/ask.js';

const entry = (fields: Partial<FeedEntry>): FeedEntry => ({
  id: null,
  title: null,
  summary: null,
  content: null,
  link: null,
  base: null,
  source: null,
  time: null,
  categories: [],
  ...fields,
});
function found(options: Omit<RssSourceOptions, 'url'>, fields: Partial<FeedEntry>, asked: string | null = null) {
  const finder = tickerFinder(readFeedOptions({ url: 'https://news.example/{symbol}', ...options }));
  return finder(entry(fields), asked === null ? null : tickerOf(asked));
}
const exchanges = String.raw`\((?:NYSE|NASDAQ|NYSE American):\s*([A-Z.]+)`;

describe('tickerFinder', () => {
  test('takes the ticker that was asked for, and those that every entry is about', () => {
    expect(found({}, {}, 'QNDL')).toEqual(['QNDL']);
    expect(found({ tickers: ['CLDR'] }, {})).toEqual(['CLDR']);
    expect(found({}, {})).toEqual([]);
  });

  test('finds names as whole words, letter by letter, wherever they stand', () => {
    const names = { names: { AAPL: ['Apple Inc.', 'Apple'], QNDL: ['Quindell (Optics)'] } };
    expect(found(names, { title: 'What Apple says' })).toEqual(['AAPL']);
    expect(found(names, { summary: 'of Apple Inc., they say' })).toEqual(['AAPL']);
    expect(found(names, { categories: ['Apple'] })).toEqual(['AAPL']);
    expect(found(names, { content: '<b>Ap</b>ple' })).toEqual(['AAPL']);
    expect(found(names, { title: 'Pineapple and Appleton and apple and ÉApple' })).toEqual([]);
    expect(found(names, { title: 'Quindell (Optics) grows' })).toEqual(['QNDL']);
  });

  test.each([...'!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~'])('takes %s in a name for what it is', (sign) => {
    const names = { names: { KO: [`Coca${sign}Cola`] } };
    expect(found(names, { title: `of Coca${sign}Cola, they say` })).toEqual(['KO']);
    expect(found(names, { title: 'of CocaCola and Coca Cola and Coca\u00b7Cola' })).toEqual([]);
  });

  test('finds what a pattern captures, each of several', () => {
    const title = 'Brack (NYSE: BRK.B; and more) with Calder (NYSE American: CLDR) and a bank (LSE: HSBA)';
    expect(found({ pattern: exchanges }, { title })).toEqual(['BRK.B', 'CLDR']);
    expect(found({ pattern: String.raw`Tickers: ([\w, ]+)` }, { title: 'Tickers: QNDL, CLDR' })).toEqual([
      'QNDL',
      'CLDR',
    ]);
    expect(found({ pattern: '(x)?y' }, { title: 'y' })).toEqual([]);
  });

  test('is not held up by a pattern that would hold up others', () => {
    const start = performance.now();
    expect(found({ pattern: '(?:(a+)+)+$' }, { title: `${'a'.repeat(3_999)}!` })).toEqual([]);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
