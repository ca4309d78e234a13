import { expect, test } from 'vitest';
import { onlyTicker } from '../../src/sources/only-ticker.js';
import { tickerOf } from '../support/ask.js';

const request = (...names: readonly string[]) => ({
  tickers: names.map(tickerOf),
  reading: 'fresh' as const,
  window: null,
  cursor: null,
});

test('the ticker of a request that has one', () => {
  expect(onlyTicker(request('QNDL'))).toBe('QNDL');
});

test.each([[[]], [['QNDL', 'QFNW']]])('none of %j', (names) => {
  expect(() => onlyTicker(request(...names))).toThrow(RangeError);
});
