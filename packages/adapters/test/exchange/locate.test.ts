import { expect, test } from 'vitest';
import { type Asked, createLocator, type RecordingRules, tickerKeyOf } from '../../src/exchange/locate.js';
import { rules, tickersOf } from '../support/recordings.js';

const ruleOf = (name: string) => rules.get(name) as RecordingRules;

function locate(url: string, source?: string, known: ReadonlyMap<string, RecordingRules> = rules): Asked | null {
  return createLocator(known).locate(new URL(url), 'get', source);
}

test('knows a source by its base url, and what is asked of it', () => {
  expect(locate('https://finnhub.io/api/v1/company-news?from=2025-03-01&symbol=qndl&token=x')).toEqual({
    source: 'finnhub',
    method: 'GET',
    path: '/company-news',
    hasUnknownBase: false,
    tickers: ['QNDL'],
    tickerKey: 'QNDL',
  });
});

test.each([
  'https://finnhub.io/api/v10/company-news',
  'https://finnhub.io/api/company-news',
  'http://finnhub.io/api/v1/company-news',
  'https://finnhub.io:8443/api/v1/company-news',
  'https://finnhub.io.example/api/v1/company-news',
  'https://example.com/?next=https://finnhub.io/api/v1/company-news',
  'data:text/plain,hello',
])('does not take %s for a source', (url) => {
  expect(locate(url)).toBeNull();
});

test.each([
  ['HTTPS://API.TIINGO.COM:443/tiingo/news?tickers=A', '/tiingo/news'],
  ['https://api.tiingo.com/tiingo/news/?tickers=A', '/tiingo/news'],
  ['https://api.tiingo.com/tiingo/../tiingo/news#top', '/tiingo/news'],
  ['https://api.tiingo.com', ''],
  ['https://api.tiingo.com/', ''],
])('reads the path of %s', (url, path) => {
  expect(locate(url)).toMatchObject({ source: 'tiingo', path });
});

test('knows a source by each of its base urls', () => {
  const known = new Map([['tiingo', { ...ruleOf('tiingo'), baseUrls: ['http://127.0.0.1:8787/proxy/'] }]]);
  expect(locate('http://127.0.0.1:8787/proxy/tiingo/news?tickers=a', undefined, known)).toMatchObject({
    source: 'tiingo',
    path: '/tiingo/news',
    hasUnknownBase: false,
  });
});

test('gives a url to the source with the longest base', () => {
  const known = new Map([
    ['all', { ...ruleOf('tiingo'), baseUrl: 'https://proxy.example' }],
    ['deep', { ...ruleOf('tiingo'), baseUrl: 'https://proxy.example/deep' }],
  ]);
  expect(locate('https://proxy.example/deep/news', undefined, known)?.source).toBe('deep');
  expect(locate('https://proxy.example/deeper/news', undefined, known)?.source).toBe('all');
});

test('believes the mark, whatever the url', () => {
  expect(locate('http://127.0.0.1:8787/api/v1/company-news?symbol=a', 'finnhub')).toMatchObject({
    source: 'finnhub',
    path: '/api/v1/company-news',
    hasUnknownBase: true,
    tickerKey: 'A',
  });
  expect(locate('https://api.tiingo.com/tiingo/news', 'finnhub')).toMatchObject({ source: 'finnhub' });
  expect(locate('https://api.tiingo.com/tiingo/news', 'unheard-of')).toBeNull();
});

test('has one key for a set of tickers, and none for no tickers', () => {
  expect(tickerKeyOf(tickersOf('msft', 'AAPL', 'MSFT'))).toBe('AAPL,MSFT');
  expect(tickerKeyOf(null)).toBe('');
});

test('does not take a base url that is none', () => {
  expect(() => createLocator(new Map([['x', { ...ruleOf('tiingo'), baseUrl: 'tiingo' }]]))).toThrow(TypeError);
});

test.each([
  ['https://finnhub.io/api/v1/company-news?symbol=qndl', undefined, 'https://finnhub.io/api/v1'],
  ['https://ann:pw@proxy.example:8443/f/company-news', 'finnhub', 'https://proxy.example:8443'],
  ['https://proxy.example/f/company-news', undefined, null],
  ['ftp://proxy.example/f/company-news', 'finnhub', null],
])('finds the base of %s (of %s)', (url, source, base) => {
  expect(createLocator(rules).baseOf(new URL(url), source)).toBe(base);
});
