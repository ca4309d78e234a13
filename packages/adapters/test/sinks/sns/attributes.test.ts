import type { Ticker } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { attributesOf, sizeOfAttributes } from '../../../src/sinks/sns/attributes.js';
import { byteLength } from '../../../src/sinks/sns/bytes.js';
import { matches } from '../../support/filter-policy.js';
import { alertMessageOf, messageOf } from '../../support/receiver.js';

const tickers = (count: number) => Array.from({ length: count }, (_, index) => `T${index}` as Ticker);
const text = (StringValue: string) => ({ DataType: 'String', StringValue });

describe('attributesOf', () => {
  test('says of news what a subscription may select by', () => {
    expect(attributesOf(messageOf({ tickers: ['AAPL', 'BRK.B'] as Ticker[], isFailover: true }))).toEqual({
      eventType: text('NEW_MARKET_DATA'),
      source: text('tiingo'),
      isFailover: text('true'),
      tickers: { DataType: 'String.Array', StringValue: '["AAPL","BRK.B"]' },
    });
  });

  test('says of an alert how bad it is, and leaves out a source that it has not', () => {
    const known = { kind: text('SOURCE_DEGRADED'), severity: text('warning'), state: text('firing') };
    expect(attributesOf(alertMessageOf())).toEqual({ eventType: text('ALERT'), source: text('tiingo'), ...known });
    expect(attributesOf(alertMessageOf({ source: undefined }))).toEqual({ eventType: text('ALERT'), ...known });
    expect(attributesOf(messageOf({ tickers: [] }))).not.toHaveProperty('tickers');
  });

  test.each([
    [{ tickers: ['MSFT'] }, false],
    [{ tickers: ['MSFT', 'AAPL'] }, true],
    [{ tickers: [{ prefix: 'BRK' }], eventType: ['NEW_MARKET_DATA'] }, true],
    [{ tickers: ['AAPL'], isFailover: ['true'] }, false],
    [{ kind: [{ exists: false }] }, true],
    [{ severity: ['critical'] }, false],
    [{ source: [{ 'anything-but': ['finnhub'] }] }, true],
  ])('the policy %j selects news of AAPL and BRK.B: %s', (policy, isSelected) => {
    const attributes = attributesOf(messageOf({ tickers: ['AAPL', 'BRK.B'] as Ticker[] }));
    expect(matches(policy, attributes)).toBe(isSelected);
  });

  test('keeps the first of more tickers than are good for it', () => {
    const { tickers: listed } = attributesOf(messageOf({ tickers: tickers(20_000) }));
    const kept = JSON.parse(listed?.StringValue ?? '') as string[];
    expect(kept).toEqual(tickers(kept.length));
    expect(kept.length).toBeGreaterThan(7000);
    expect(byteLength(listed?.StringValue ?? '')).toBeLessThanOrEqual(65_536);
  });
});

test('names, types and values count', () => {
  expect(sizeOfAttributes({ a: { DataType: 'String', StringValue: 'é' } })).toBe(1 + 6 + 2);
  expect(sizeOfAttributes({})).toBe(0);
});
