import type { SourceItem } from '@ingest/core';
import { expect, test } from 'vitest';
import { oldestOf, unreadBehind } from '../../src/sources/reach.js';

const at = (publishedAt: string | number | null): SourceItem => ({
  kind: 'candidate',
  raw: null,
  candidate: {
    sourceId: null,
    headline: 'a',
    description: null,
    url: null,
    publisher: null,
    publishedAt,
    tickers: [],
    tags: [],
  },
});

test('the oldest time, whatever the order, and whatever has none', () => {
  const items = [at('2025-03-04T12:00:00Z'), at(null), at(1741089600), at('soon'), at('2025-03-04T13:00:00Z')];
  expect(oldestOf([...items, { kind: 'malformed', raw: null, reason: 'a: b' }])).toBe(1741089600000);
  expect(oldestOf([])).toBeNull();
  expect(oldestOf([at(null)])).toBeNull();
});

test('what is left behind them', () => {
  const items = [at('2025-03-04T12:00:00Z'), at('2025-03-04T11:00:00Z')];
  const oldest = Date.UTC(2025, 2, 4, 11);
  expect(unreadBehind(items, { from: oldest - 5, to: oldest + 9 })).toEqual({ from: oldest - 5, to: oldest });
  expect(unreadBehind(items, { from: oldest + 5, to: oldest + 9 })).toEqual({ from: oldest, to: oldest });
  expect(unreadBehind(items, null)).toEqual({ from: oldest, to: oldest });
  expect(unreadBehind([], { from: 1, to: 2 })).toBeNull();
});
