import { describe, expect, test } from 'vitest';
import { plainSymbol, tickersOfUrl, toSymbols } from '../../../src/sources/marketaux/symbol.js';
import { tickerOf } from '../../support/ask.js';

describe('plainSymbol', () => {
  test.each([
    [{ symbol: 'AAPL', country: 'us', type: 'equity' }, 'AAPL'],
    [{ symbol: 'SPY', country: 'us', type: 'etf' }, 'SPY'],
    [{ symbol: 'BRK.B', country: 'us' }, 'BRK.B'],
    [{ symbol: 'BRK-B', country: 'us' }, 'BRK-B'],
    [{ symbol: 'AAPL', country: null }, 'AAPL'],
    [{ symbol: 'AAPL' }, 'AAPL'],
    [{ symbol: 'VOD.L', country: null }, null],
    [{ symbol: 'VOD.L', country: 'gb' }, null],
    [{ symbol: 'AAPL.MX', country: 'mx' }, null],
    [{ symbol: 'AAPL.MX', country: 'us' }, null],
    [{ symbol: 'APC.DE', country: 'de' }, null],
    [{ symbol: '7203', country: 'jp' }, null],
    [{ symbol: '^GSPC', country: 'us', type: 'index' }, null],
    [{ symbol: 'SPX', country: 'us', type: 'INDEX' }, null],
    [{ symbol: 'CC:BTC', country: 'global', type: 'cryptocurrency' }, null],
    [{ symbol: 'BTC', country: 'us', type: 'cryptocurrency' }, null],
    [{ symbol: 7, country: 'us' }, null],
    [{}, null],
  ])('of %j is %j', (entity, symbol) => {
    expect(plainSymbol(entity)).toBe(symbol);
  });
});

test('a class is asked for in both ways, and read back as one ticker', () => {
  const symbols = toSymbols(['BRK.B', 'AAPL'].map(tickerOf));
  expect(symbols).toBe('BRK.B,BRK-B,AAPL');
  expect(tickersOfUrl(new URL(`https://a.example/?symbols=${symbols}`))).toEqual(['AAPL', 'BRK.B']);
  expect(tickersOfUrl(new URL('https://a.example/?symbols='))).toBeNull();
  expect(tickersOfUrl(new URL('https://a.example/'))).toBeNull();
});
