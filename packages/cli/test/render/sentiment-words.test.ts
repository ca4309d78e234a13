import { describe, expect, it } from 'vitest';
import { sentimentWords, signedScore } from '../../src/render/sentiment-words.js';
import { sentimentOf } from '../support/report.js';

describe('sentimentWords', () => {
  it.each([
    [{}, '+ 0.62 0.81'],
    [{ score: -0.48, label: 'negative', confidence: 0.599 }, '- 0.48 0.60?'],
    [{ score: 0.01, label: 'neutral', confidence: 0.6 }, '= 0.01 0.60'],
    [{ confidence: null }, '+ 0.62 not stated'],
    [{ score: null, label: 'negative', confidence: null }, '- negative not stated'],
  ] as const)('%j', (fields, words) => {
    expect(sentimentWords(sentimentOf(fields))).toBe(words);
  });
});

describe('signedScore', () => {
  it.each([
    [0.181, '+0.18'],
    [-0.2, '-0.20'],
    [-0.001, '+0.00'],
    [null, '-'],
  ])('%j', (score, words) => {
    expect(signedScore(score, '-')).toBe(words);
  });
});
