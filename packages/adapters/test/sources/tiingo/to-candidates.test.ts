import { describe, expect, test } from 'vitest';
import { toCandidates } from '../../../src/sources/tiingo/to-candidates.js';
import { fixtureItems } from '../../support/fixtures.js';

const items = fixtureItems('tiingo/news.json');

describe('toCandidates of Tiingo', () => {
  test('maps an item in its own words, ordered by crawl time in fresh reading', () => {
    expect(toCandidates(items, 'fresh')[0]).toEqual({
      kind: 'candidate',
      raw: items[0],
      candidate: {
        sourceId: '71200418',
        headline: 'Nordell Mining lifts full-year guidance after record quarter',
        description: 'Nordell Mining raised its outlook on Tuesday.\u00a0Shares rose 4% in early trade. ',
        url: 'https://www.wirepost.example/news/nordell-mining-lifts-guidance?feedref=Jjw3&cid=12',
        publisher: 'wirepost.example',
        publishedAt: '2025-03-04T13:30:02.826000Z',
        orderedAt: '2025-03-04T13:34:11.058143Z',
        tickers: ['qndl', 'qndl'],
        tags: ['Earnings', 'Guidance', '2024:Ml_Kbn38J0Mv', 'Guid:Tag:Wirepost.Example'],
      },
    });
  });

  test('orders a range by publication', () => {
    for (const item of toCandidates(items, 'range')) {
      expect(item.kind === 'candidate' && 'orderedAt' in item.candidate).toBe(false);
    }
  });

  test('reads every item of a real-looking page', () => {
    expect(toCandidates(items, 'fresh').map(({ kind }) => kind)).toEqual(Array(4).fill('candidate'));
  });

  test('says of each malformed item which field is wrong, and keeps the item', () => {
    const malformed = fixtureItems('tiingo/malformed-items.json');
    const read = toCandidates(malformed, 'fresh');
    expect(read.map((item) => (item.kind === 'malformed' ? item.reason : 'candidate'))).toEqual([
      'item: not an object',
      'item: not an object',
      'item: not an object',
      'item: not an object',
      'title: missing',
      'title: missing',
      'title: not a text',
      'title: not a text',
      'publishedDate: not a time',
      'publishedDate: not a time',
      'tickers: not a list',
      'tickers: not a list',
      'tickers: missing',
    ]);
    expect(read.map(({ raw }) => raw)).toEqual(malformed);
  });

  test('takes optional fields of a wrong type as absent', () => {
    const odd = {
      title: '',
      tickers: [1, 'qndl', null],
      id: {},
      url: 1,
      description: [],
      source: 5,
      tags: 'x',
      crawlDate: {},
    };
    expect(toCandidates([odd], 'fresh')[0]).toEqual({
      kind: 'candidate',
      raw: odd,
      candidate: {
        sourceId: null,
        headline: '',
        description: null,
        url: null,
        publisher: null,
        publishedAt: null,
        orderedAt: null,
        tickers: ['qndl'],
        tags: [],
      },
    });
  });
});
