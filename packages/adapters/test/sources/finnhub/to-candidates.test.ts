import { describe, expect, test } from 'vitest';
import { toCandidates } from '../../../src/sources/finnhub/to-candidates.js';
import { tickerOf } from '../../support/ask.js';
import { fixtureItems } from '../../support/fixtures.js';

const asked = tickerOf('QNDL');
const items = fixtureItems('finnhub/company-news.json');
const candidates = toCandidates(items, asked).flatMap((item) => (item.kind === 'candidate' ? [item.candidate] : []));

describe('toCandidates of Finnhub', () => {
  test('maps an item in its own words', () => {
    expect(toCandidates(items, asked)[0]).toEqual({
      kind: 'candidate',
      raw: items[0],
      candidate: {
        sourceId: '133800418',
        headline: 'Nordell Mining&#39;s record quarter lifts &quot;peer&quot; outlooks',
        description: 'Nordell Mining raised its outlook &amp; its dividend.\u00a0',
        url: 'https://finnhub.io/api/news?id=0d5c2f4b7e1a99d3c8b6f0a1e2d3c4b5a69788796a5b4c3d2e1f00112233445e',
        publisher: 'Benzinga',
        publishedAt: 1741095002,
        tickers: ['QNDL'],
        tags: [],
      },
    });
  });

  test('takes the host of a publisher that is an address', () => {
    expect(candidates.map(({ publisher }) => publisher)).toEqual(['Benzinga', 'www.marketdesk.example', 'ChartMill']);
  });

  test.each([
    ['', ['QNDL']],
    [' ', ['QNDL']],
    [undefined, ['QNDL']],
    [7, ['QNDL']],
    ['BRK-B', ['BRK-B']],
    ['QFNW,QNDL', ['QFNW', 'QNDL']],
  ])('related %j is %j when QNDL was asked for', (related, tickers) => {
    expect(toCandidates([{ headline: 'a', related }], asked)[0]).toMatchObject({ candidate: { tickers } });
  });

  test('says of each malformed item which field is wrong, and keeps the item', () => {
    const malformed = fixtureItems('finnhub/malformed-items.json');
    const read = toCandidates(malformed, asked);
    expect(read.map((item) => (item.kind === 'malformed' ? item.reason : 'candidate'))).toEqual([
      'item: not an object',
      'item: not an object',
      'item: not an object',
      'headline: missing',
      'headline: missing',
      'headline: not a text',
      'headline: not a text',
      'datetime: not a time',
      'datetime: not a time',
    ]);
    expect(read.map(({ raw }) => raw)).toEqual(malformed);
  });

  test('takes optional fields of a wrong type as absent, and a broken address as a name', () => {
    const odd = { headline: '', id: [], source: 'https://[', summary: 1, url: null };
    expect(toCandidates([odd], asked)[0]).toMatchObject({
      candidate: {
        sourceId: null,
        headline: '',
        publisher: 'https://[',
        description: null,
        url: null,
        publishedAt: null,
      },
    });
  });
});
