import { expect, it } from 'vitest';
import { isCurrency, isPercent, isYear, unitOf } from '../../../src/sentiment/lexicon/amounts.js';

it('knows what multiplies a number', () => {
  expect(['mn', 'bn', 'crore', 'lakh', 'k'].map(unitOf)).toEqual([1e6, 1e9, 1e7, 1e5, 1e3]);
  expect(unitOf('shares')).toBeUndefined();
});

it('knows money and shares of a hundred', () => {
  expect([isCurrency('eur'), isCurrency('rs'), isCurrency('shares')]).toEqual([true, true, false]);
  expect([isPercent('pct'), isPercent('points')]).toEqual([true, false]);
});

it('takes a plain number of four digits for a year, and money or 5,000 for an amount', () => {
  expect(isYear({ value: 2008, kind: 'plain' })).toBe(true);
  expect(isYear({ value: 2008, kind: 'money' })).toBe(false);
  expect(isYear({ value: 5000, kind: 'plain' })).toBe(false);
  expect(isYear({ value: 2008.5, kind: 'plain' })).toBe(false);
});
