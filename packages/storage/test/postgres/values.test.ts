import type { SentimentScore } from '@ingest/core';
import { expect, test } from 'vitest';
import { fromStorySentiment, toBytes, toJsonb, toParameter, types } from '../../src/postgres/values.js';

test.each([
  [16, 't', true],
  [16, 'f', false],
  [17, '\\x00ff', '00ff'],
  [20, '1780000000000', 1_780_000_000_000],
  [23, '-5', -5],
  [25, '12', '12'],
  [1016, '{}', []],
  [1016, '{1,20}', [1, 20]],
  [3802, '["a"]', ['a']],
])('type %d reads %j as %j', (oid, text, value) => {
  expect(types.getTypeParser(oid)(text)).toEqual(value);
});

test('a NUL character, which no text of Postgres holds, is replaced wherever it stands', () => {
  expect(toParameter('a\u0000b')).toBe('a\ufffdb');
  expect(toParameter(['a\u0000', null, 1])).toEqual(['a\ufffd', null, 1]);
  expect(toJsonb(['a\u0000'])).toBe('["a\ufffd"]');
  expect(toJsonb({ of: [{ label: 'a\u0000', score: 0.1 }] })).toBe('{"of":[{"label":"a\ufffd","score":0.1}]}');
  expect(toJsonb(['a\\u0000'])).toBe('["a\\\\u0000"]');
  expect(toParameter(1)).toBe(1);
});

test('a key goes as the bytes that it stands for', () => {
  expect(toBytes('00ff')).toBe('\\x00ff');
});

test('nothing is no value of jsonb', () => {
  expect([toJsonb(null), toJsonb([])]).toEqual([null, '[]']);
});

test('a sentiment has its fields in the order of the model, whatever order it was kept in', () => {
  const score: SentimentScore = {
    score: 0.5,
    confidence: 0.6,
    label: 'positive',
    nativeLabel: 'Bullish',
    origin: 'provider',
    model: 'tiingo',
    scope: { kind: 'article' },
    calculatedAt: '2026-03-02T12:00:00.250Z',
  };
  const mixed = Object.fromEntries(Object.entries(score).reverse()) as SentimentScore;
  expect(JSON.stringify(fromStorySentiment({ score: mixed, rank: 1 }))).toBe(JSON.stringify({ rank: 1, score }));
  const { nativeLabel: _, ...plain } = score;
  expect(fromStorySentiment({ rank: 1, score: plain })).toStrictEqual({ rank: 1, score: plain });
});
