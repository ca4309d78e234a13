import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withoutListings } from '../../../src/sources/alphavantage/headline.js';

test.each([
  ['Record Quarter At Nordell - Nordell  ( NASDAQ:QNDL ) ', 'Record Quarter At Nordell'],
  ['Two Rise - Nordell  ( NASDAQ:QNDL ) , Fenwick Motors  ( NYSE:QFNW ) ', 'Two Rise'],
  [
    'Memo - March 4th  ( Strategy For QNDL and QFNW )  - Index Trust, Series 1  ( NASDAQ:QIX ) , Index  ( ARCA:QX.B ) ',
    'Memo - March 4th  ( Strategy For QNDL and QFNW )',
  ],
])('takes the companies off %j', (title, headline) => {
  expect(withoutListings(title)).toBe(headline);
});

test.each([
  'Nordell  ( QNDL )  Rises As Market Takes a Dip: Key Facts',
  'Nordell Mining: A Preview (NASDAQ:QNDL)',
  'Nordell rises - Nordell (NASDAQ:QNDL)',
  ' - Nordell  ( NASDAQ:QNDL )',
  'Nordell - Fenwick  ( NASDAQ:QNDL ) and more',
  'Talks - or no talks',
  '',
])('leaves %j as it is', (title) => {
  expect(withoutListings(title)).toBe(title);
});

test('never leaves nothing of a title, and never makes one longer', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('', ' - A  ( B:C ) ', ' - A  ( B:C ) , D  ( E:F ) '), (text, suffix) => {
      const headline = withoutListings(text + suffix);
      expect((text + suffix).startsWith(headline)).toBe(true);
      expect(headline === '').toBe((text + suffix).trim() === '');
    }),
  );
});

test('is quick with a title that never ends', () => {
  const endless = ' - A  ( B:C ) '.repeat(200_000);
  const start = performance.now();
  withoutListings(`${endless}x`);
  expect(performance.now() - start).toBeLessThan(500);
});
