import { describe, expect, test } from 'vitest';
import { feedUrl } from '../../../src/sources/rss/feed-url.js';
import { tickerOf } from '../../support/ask.js';

const symbols = new Map([
  [tickerOf('QNDL'), '0009990001'],
  [tickerOf('BRK.B'), 'BRK-B'],
]);
const qndl = tickerOf('QNDL');

describe('feedUrl', () => {
  test.each([
    [
      'https://www.sec.gov/cgi-bin/edgar?action=getcompany&CIK={symbol}&output=atom',
      'https://www.sec.gov/cgi-bin/edgar',
      'https://www.sec.gov/cgi-bin/edgar?action=getcompany&CIK=0009990001&output=atom',
    ],
    ['https://news.example/{symbol}', 'https://news.example', 'https://news.example/0009990001'],
    [
      'https://news.example/feeds/{symbol}/rss.xml?lang=en',
      'https://news.example/feeds',
      'https://news.example/feeds/0009990001/rss.xml?lang=en',
    ],
    [
      'https://news.example/feeds/of-{symbol}.rss',
      'https://news.example/feeds',
      'https://news.example/feeds/of-0009990001.rss',
    ],
  ])('%s asks for one ticker, and a url tells which', (template, base, asked) => {
    const feed = feedUrl(template, symbols);
    expect(feed).toMatchObject({ base, isPerTicker: true });
    expect(feed.urlFor(base, qndl).href).toBe(asked);
    expect(feed.tickersOf(new URL(asked))).toEqual(['QNDL']);
    const moved = feed.urlFor('http://127.0.0.1:1/proxy', tickerOf('BRK.B'));
    expect(moved.href).toMatch(/^http:\/\/127\.0\.0\.1:1\/proxy[/?].*BRK-B/);
    expect(feed.tickersOf(moved)).toEqual(['BRK.B']);
    expect(feed.tickersOf(feed.urlFor(base, tickerOf('CLDR')))).toEqual(['CLDR']);
  });

  test.each([
    ['https://news.example/feed/', 'https://news.example/feed'],
    ['https://news.example', 'https://news.example'],
    ['https://news.example/rss?all=1', 'https://news.example/rss'],
  ])('%s is about anything', (template, base) => {
    const feed = feedUrl(template, new Map());
    expect(feed).toMatchObject({ base, isPerTicker: false });
    expect(feed.urlFor(base, qndl).href).toBe(new URL(template).href);
    expect(feed.tickersOf(new URL(template))).toBeNull();
  });

  test('names no ticker where a url is not of the template', () => {
    const inQuery = feedUrl('https://news.example/rss?s=x-{symbol}', new Map());
    for (const url of [
      'https://news.example/rss',
      'https://news.example/rss?s=y-QNDL',
      'https://news.example/rss?s=x-',
    ])
      expect(inQuery.tickersOf(new URL(url))).toBeNull();
    const inPath = feedUrl('https://news.example/{symbol}/rss', new Map());
    expect(inPath.tickersOf(new URL('https://news.example/'))).toBeNull();
    expect(inPath.tickersOf(new URL('https://news.example/%E0%A4%A/rss'))).toBeNull();
  });
});
