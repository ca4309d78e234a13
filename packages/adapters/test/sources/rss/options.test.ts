import { IngestError } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { type RssSourceOptions, readFeedOptions } from '../../../src/sources/rss/options.js';

const url = 'https://news.example/feed.xml';
const tickers = ['QNDL'];

function problemOf(options: object): string {
  try {
    readFeedOptions(options as RssSourceOptions);
  } catch (error) {
    if (IngestError.is(error) && error.code === 'CONFIG_INVALID') return error.message;
    throw error;
  }
  return '';
}

describe('readFeedOptions', () => {
  test('fills in the defaults', () => {
    expect(readFeedOptions({ url, tickers: ['brk-b'] })).toMatchObject({
      name: 'rss',
      baseUrl: url,
      timeoutMs: 10_000,
      quota: [],
      credential: null,
      tickers: ['BRK.B'],
      userAgent: null,
    });
  });

  test.each([
    [{}, 'url must be'],
    [{ url: 'ftp://news.example/feed', tickers }, 'url must be'],
    [{ url: 'https://me:pass@news.example/feed', tickers }, 'url must be'],
    [{ url: `${url}#x`, tickers }, 'url must be'],
    [{ url }, 'nothing says which tickers'],
    [{ url, tickers: ['$$'] }, 'tickers must be'],
    [{ url, names: { QNDL: [] } }, 'names must be'],
    [{ url, names: { $$: ['x'] } }, 'names must be'],
    [{ url, symbols: { QNDL: '' }, tickers }, 'symbols must be'],
    [{ url, pattern: '(' }, 'pattern must be'],
    [{ url, pattern: 'QNDL' }, 'pattern must be'],
    [{ url, pattern: '(?=x)(x)' }, 'pattern must be'],
    [{ url, pattern: `(${'x'.repeat(1000)})` }, 'pattern must be'],
    [{ url, tickers, userAgent: 'a\r\nx-other: 1' }, 'userAgent must be'],
    [{ url, tickers, publisher: ' ' }, 'publisher must be'],
    [{ url, tickers, apiKey: 'x' }, 'a feed takes no apiKey'],
    [{ url, tickers, plan: 'gold' }, 'plan must be one of free, edgar, none'],
    [{ url, tickers, link: 'x' }, 'there is no option link'],
  ])('refuses %j', (options, problem) => {
    expect(problemOf(options)).toContain(`source rss: ${problem}`);
  });

  test('names its own options beside the common ones, and no key', () => {
    expect(() => readFeedOptions({ url, tickers, link: 'x' } as RssSourceOptions)).toThrow(
      expect.objectContaining({ hint: expect.stringMatching(/^(?!.*apiKey).*name.*url, symbols/) }),
    );
  });

  test.each(['https://www.sec.gov/x?CIK={symbol}', 'https://sec.gov/{symbol}', 'https://DATA.SEC.GOV/{symbol}'])(
    'wants a contact for %s, and keeps within its limit',
    (address) => {
      expect(problemOf({ url: address })).toContain('userAgent must name a company and an e-mail address');
      expect(problemOf({ url: address, userAgent: 'ingest/1.0' })).toContain('userAgent');
      const userAgent = 'Sample Company AdminContact@sample.com';
      const { quota, ...settings } = readFeedOptions({ url: address, userAgent });
      expect(settings.userAgent).toBe(userAgent);
      expect(quota).toEqual([{ window: 'second', limit: 5 }]);
      expect(readFeedOptions({ url: address, userAgent, plan: 'none' }).quota).toEqual([]);
    },
  );

  test('wants none of another host that is called nearly so', () => {
    expect(problemOf({ url: 'https://notsec.gov/{symbol}' })).toBe('');
  });

  test('changes its fingerprint with what decides which tickers an entry is about', () => {
    const prints = [
      { tickers },
      { names: { QNDL: ['Quindell'] } },
      { pattern: '(Q)' },
      { tickers, url: `${url}?a=1` },
    ].map((options) => readFeedOptions({ url, ...options }).fingerprint);
    expect(new Set(prints).size).toBe(4);
    expect(readFeedOptions({ url, tickers, name: 'wire', publisher: 'X' }).fingerprint).toBe(prints[0]);
  });
});
