import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ticker, toTicker } from '../../src/model/ticker.js';

describe('toTicker', () => {
  it.each([
    ['AAPL', 'AAPL'],
    ['aapl', 'AAPL'],
    [' msft\n', 'MSFT'],
    ['BRK.B', 'BRK.B'],
    ['BRK-B', 'BRK.B'],
    ['brk/b', 'BRK.B'],
    ['BF-B', 'BF.B'],
    ['APC.DE', 'APC.DE'],
    ['FOREX:GBP', 'FOREX:GBP'],
    ['BTC-USD', 'BTC-USD'],
    ['0700.HK', '0700.HK'],
  ])('reads %j as %j', (text, canonical) => {
    expect(toTicker(text)).toBe(canonical);
  });

  it.each([
    '',
    ' ',
    '../x',
    'AAPL;DROP',
    'A'.repeat(200),
    'A B',
    'AAPL,MSFT',
    'BRK..B',
    '.B',
    'BRK.',
    'BRK/BB',
    'ÄÖÜ',
    '$AAPL',
    'A\u0000B',
  ])('rejects %j', (text) => {
    expect(toTicker(text)).toBeNull();
  });

  it('gives only what the schema takes, and reads that unchanged', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string({ unit: fc.constantFrom('a', 'Z', '1', '.', '-', '/', ':') }),
        ),
        (text) => {
          const canonical = toTicker(text);
          fc.pre(canonical !== null);
          expect(ticker.safeParse(canonical).success).toBe(true);
          expect(toTicker(canonical)).toBe(canonical);
        },
      ),
    );
  });
});
