import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { numberWithin, sentimentPart, statementOf } from '../../src/sources/statements.js';

const words = new Map([['good', 'positive']] as const);

describe('statementOf', () => {
  test.each([
    [{ score: 0.5 }, { score: 0.5, label: null, confidence: null }],
    [
      { score: 0, label: '' },
      { score: 0, label: null, confidence: null },
    ],
    [{ label: ' Good ' }, { score: null, label: 'positive', nativeLabel: 'Good', confidence: null }],
    [
      { score: '-1', label: 'odd' },
      { score: -1, label: null, nativeLabel: 'odd', confidence: null },
    ],
    [{ label: 'odd' }, null],
    [{ score: null, label: null }, null],
    [{}, null],
  ])('of %j is %j', (said, statement) => {
    expect(statementOf(said, words)).toEqual(statement);
  });
});

describe('numberWithin', () => {
  test('is the number that was written, or null', () => {
    fc.assert(
      fc.property(fc.oneof(fc.double(), fc.double({ min: -1, max: 1 })), (value) => {
        const isInside = value >= -1 && value <= 1;
        expect(numberWithin(value, -1, 1)).toBe(isInside ? value : null);
        expect(numberWithin(JSON.stringify(value), -1, 1)).toEqual(isInside ? Number(JSON.stringify(value)) : null);
      }),
    );
  });

  test('is null for whatever says no number', () => {
    const noNumber = fc.oneof(
      fc.jsonValue().filter((value) => typeof value !== 'number' && typeof value !== 'string'),
      fc.string().filter((text) => !/\d/.test(text)),
    );
    fc.assert(fc.property(noNumber, (value) => numberWithin(value, -1, 1) === null));
  });
});

test('what was said of nothing is left out', () => {
  const statement = { score: 0.5, label: null, confidence: null };
  const silent = { ticker: 'QNDL', relevance: null, statement: null };
  expect(sentimentPart(null, [silent])).toEqual({});
  expect(sentimentPart(statement, [silent])).toEqual({ sentiment: { article: statement, tickers: [] } });
  const spoken = { ...silent, relevance: 0.1 };
  expect(sentimentPart(null, [silent, spoken])).toEqual({ sentiment: { article: null, tickers: [spoken] } });
});
