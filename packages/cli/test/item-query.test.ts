import { describe, expect, it } from 'vitest';
import { itemQuery } from '../src/item-query.js';

const now = Date.UTC(2026, 5, 4, 14);
const flag = (filter: string) => `--${filter}`;

describe('itemQuery', () => {
  it('reads every filter', () => {
    const filters = {
      ticker: 'aapl, brk-b',
      bySource: 'tiingo, finnhub',
      since: '24h',
      until: '2026-06-04',
      search: 'plant',
      minPublishers: '2',
      sentiment: 'positive, Negative',
      minConfidence: '0.7',
      minRelevance: '0',
      limit: '7',
    };
    expect(itemQuery(filters, now, flag)).toEqual({
      tickers: ['AAPL', 'BRK.B'],
      sources: ['tiingo', 'finnhub'],
      since: now - 24 * 3_600_000,
      until: Date.UTC(2026, 5, 5),
      search: 'plant',
      minPublishers: 2,
      sentiments: ['positive', 'negative'],
      minConfidence: 0.7,
      minRelevance: 0,
      limit: 7,
    });
  });

  it('asks for nothing in particular where nothing is given', () => {
    expect(itemQuery({}, now, flag)).toEqual({});
  });

  it.each([
    [{ ticker: 'a b' }, '--ticker: "a b" is not a ticker'],
    [{ since: 'soon' }, '--since: "soon" is not a time'],
    [{ until: '12' }, '--until: "12" is not a time'],
    [{ limit: '0' }, '--limit: "0"'],
    [{ minPublishers: 'x' }, '--minPublishers: "x"'],
    [{ sentiment: 'positive,good' }, '--sentiment: "good" is no sentiment'],
    [{ minConfidence: '1.1' }, '--minConfidence: "1.1" is not a number from 0 to 1'],
    [{ minConfidence: ' ' }, '--minConfidence: " "'],
    [{ minRelevance: '0.2' }, '--minRelevance says how much a story is about a ticker'],
  ])('names what it cannot read as it was written: %j', (filters, message) => {
    expect(() => itemQuery(filters, now, flag)).toThrow(message);
  });
});
