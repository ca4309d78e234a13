import { describe, expect, test } from 'vitest';
import { expectedOfTiingoItem, tiingoItem } from '../../../src/sources/tiingo/response.js';

const smallest = { title: '', tickers: [] };

describe('tiingoItem', () => {
  test('asks for a title and a list of tickers, and for nothing more', () => {
    expect(tiingoItem.safeParse(smallest).success).toBe(true);
    expect(tiingoItem.safeParse({ ...smallest, publishedDate: null }).success).toBe(true);
    expect(tiingoItem.safeParse({ ...smallest, publishedDate: 1741095002 }).success).toBe(true);
  });

  test.each(Object.keys(expectedOfTiingoItem))('refuses an item whose %s is of another type', (field) => {
    expect(tiingoItem.safeParse({ ...smallest, [field]: { a: 1 } }).error?.issues[0]?.path).toEqual([field]);
  });

  test('changes no value and drops what is not used', () => {
    const item = { ...smallest, id: 1, url: [2], image: 'x' };
    expect(tiingoItem.parse(item)).toEqual({ ...smallest, id: 1, url: [2] });
  });
});
