import { dayNumber, HOUR_MS, MINUTE_MS } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { unreadPart } from '../../../src/sources/finnhub/cut-reply.js';
import { toCandidates } from '../../../src/sources/finnhub/to-candidates.js';
import { now, tickerOf } from '../../support/ask.js';

const today = dayNumber(now);
const days = { first: today, last: today };
const midnight = Date.UTC(2025, 2, 4);

/** Items a minute apart, the newest first. */
function itemsOf(count: number, more: readonly object[] = []) {
  const items = Array.from({ length: count }, (_, index) => ({
    headline: 'a',
    datetime: (now - index * MINUTE_MS) / 1000,
  }));
  return toCandidates([...items, ...more], tickerOf('QNDL'));
}

describe('unreadPart', () => {
  test('is nothing for a reply too short to have been cut', () => {
    expect(unreadPart(itemsOf(239), days, null)).toBeNull();
    expect(unreadPart(itemsOf(240), days, null)).not.toBeNull();
  });

  test('reaches from the beginning of the days to the newest item of the tail', () => {
    expect(unreadPart(itemsOf(240), days, null)).toEqual({ from: midnight, to: now - 220 * MINUTE_MS });
  });

  test('begins where the window does', () => {
    const window = { from: midnight + HOUR_MS, to: now };
    expect(unreadPart(itemsOf(240), days, window)?.from).toBe(window.from);
  });

  test('is nothing when the whole tail is older than the window', () => {
    const window = { from: now - 219 * MINUTE_MS, to: now };
    expect(unreadPart(itemsOf(240), days, window)).toBeNull();
  });

  test('is not fooled by single old items at the end', () => {
    const window = { from: now - 3 * HOUR_MS, to: now };
    const strays = Array(5).fill({ headline: 'a', datetime: (midnight - HOUR_MS) / 1000 });
    expect(
      unreadPart(itemsOf(160, [...Array(75).fill({ headline: 'a', datetime: now / 1000 }), ...strays]), days, window),
    ).toEqual({
      from: window.from,
      to: now,
    });
  });

  test('stays inside the days, whatever times the tail has', () => {
    const yesterday = { first: today - 1, last: today - 1 };
    expect(unreadPart(itemsOf(250), yesterday, null)).toEqual({ from: midnight - 24 * HOUR_MS, to: midnight - 1 });
  });

  test('is all of the days when the tail has no readable time', () => {
    const unreadable = Array(20).fill(null);
    expect(unreadPart(itemsOf(240, unreadable), days, null)).toEqual({
      from: midnight,
      to: midnight + 24 * HOUR_MS - 1,
    });
  });
});
