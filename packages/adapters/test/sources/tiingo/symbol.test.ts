import { toTicker } from '@ingest/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { tickersOfUrl, toTiingoSymbol } from '../../../src/sources/tiingo/symbol.js';
import { tickerOf } from '../../support/ask.js';

describe('toTiingoSymbol', () => {
  test.each([
    ['AAPL', 'aapl'],
    ['BRK.B', 'brk-b'],
    ['brk/a', 'brk-a'],
    ['QNDL.WS', 'qndl.ws'],
  ])('writes %s as %s', (ticker, symbol) => {
    expect(toTiingoSymbol(tickerOf(ticker))).toBe(symbol);
  });

  test('is read back by toTicker, whatever the ticker', () => {
    const ticker = fc.stringMatching(/^[A-Z0-9]{1,10}(?:[.:/-][A-Z0-9]{1,10})?$/).map(toTicker);
    fc.assert(
      fc.property(
        ticker.filter((read) => read !== null),
        (read) => toTicker(toTiingoSymbol(read)) === read,
      ),
    );
  });
});

describe('tickersOfUrl', () => {
  const read = (query: string) => tickersOfUrl(new URL(`https://api.tiingo.com/tiingo/news?${query}`));

  test.each([
    'tickers=qndl,BRK-B&limit=100',
    'limit=1&tickers=brk-b%2CQNDL',
    'tickers=brk.b&tickers=qndl',
    'tickers[]=qndl&tickers[]=brk-b',
    'tickers%5B0%5D=qndl&tickers%5B1%5D=brk-b',
    'Tickers=QNDL,brk-b,qndl,',
  ])('reads the same tickers out of %s', (query) => {
    expect(read(query)).toEqual(['BRK.B', 'QNDL']);
  });

  test.each(['', 'limit=20', 'tickers=', 'tickers=%20,;drop', 'tickersX=qndl'])('reads none out of %j', (query) => {
    expect(read(query)).toBeNull();
  });
});
