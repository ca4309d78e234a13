import { describe, expect, test } from 'vitest';
import { expectedOfFinnhubItem, finnhubItem } from '../../../src/sources/finnhub/response.js';

const smallest = { headline: '' };

describe('finnhubItem', () => {
  test('asks for a headline and for nothing more', () => {
    expect(finnhubItem.safeParse(smallest).success).toBe(true);
    expect(finnhubItem.safeParse({ ...smallest, datetime: null }).success).toBe(true);
    expect(finnhubItem.safeParse({ ...smallest, datetime: '1741095002' }).success).toBe(true);
  });

  test.each(Object.keys(expectedOfFinnhubItem))('refuses an item whose %s is of another type', (field) => {
    expect(finnhubItem.safeParse({ ...smallest, [field]: [1] }).error?.issues[0]?.path).toEqual([field]);
  });

  test('changes no value and drops what is not used', () => {
    const item = { ...smallest, id: 1, related: {}, image: 'x' };
    expect(finnhubItem.parse(item)).toEqual({ ...smallest, id: 1, related: {} });
  });
});
