import { describe, expect, it } from 'vitest';
import { sentimentScore } from '../../src/model/sentiment.js';
import { sentimentOf } from '../support/model-values.js';
import { jsonSchemaOf, wrongParts } from '../support/schema.js';

describe('sentimentScore', () => {
  it('accepts a score of a ticker and one of an article', () => {
    for (const score of [
      sentimentOf(),
      sentimentOf({ scope: { kind: 'article' }, origin: 'derived', model: 'lexicon@1' }),
    ])
      expect(sentimentScore.parse(score)).toEqual(score);
  });

  it('accepts the ends of its ranges, and null for what nobody stated', () => {
    for (const score of [-1, 0, 1, null]) expect(wrongParts(sentimentScore, sentimentOf({ score }))).toEqual([]);
    for (const confidence of [0, 1, null]) expect(wrongParts(sentimentScore, sentimentOf({ confidence }))).toEqual([]);
  });

  it.each([
    ['score', 1.01],
    ['score', -1.01],
    ['score', Number.NaN],
    ['score', '0.4'],
    ['score', undefined],
    ['confidence', -0.01],
    ['confidence', 1.01],
    ['confidence', undefined],
    ['label', 'Somewhat-Bullish'],
    ['origin', 'guessed'],
    ['calculatedAt', '2026-06-04'],
  ])('rejects %s of %j', (field, value) => {
    expect(wrongParts(sentimentScore, { ...sentimentOf(), [field]: value })).toEqual([field]);
  });

  it('wants the symbol of a ticker’s score', () => {
    expect(wrongParts(sentimentScore, { ...sentimentOf(), scope: { kind: 'ticker' } })).toEqual(['scope.ticker']);
    expect(wrongParts(sentimentScore, { ...sentimentOf(), scope: { kind: 'market' } })).toEqual(['scope.kind']);
  });

  it('has a JSON Schema', () => {
    const { properties } = jsonSchemaOf(sentimentScore);
    expect(properties?.score).toMatchObject({ anyOf: [{ minimum: -1, maximum: 1 }, { type: 'null' }] });
    expect(properties?.confidence).toMatchObject({ anyOf: [{ minimum: 0, maximum: 1 }, { type: 'null' }] });
  });
});
