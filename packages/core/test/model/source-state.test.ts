import { describe, expect, it } from 'vitest';
import { gap, sourceState, watermark } from '../../src/model/source-state.js';
import { gapOf, sourceStateOf } from '../support/model-values.js';
import { jsonSchemaOf, without, wrongParts } from '../support/schema.js';

describe('gap', () => {
  it('accepts one with a cursor, and one without start and cursor', () => {
    for (const value of [gapOf(), gapOf({ from: null, cursor: null })]) expect(gap.parse(value)).toEqual(value);
  });

  it.each([
    ['tickers', []],
    ['to', null],
    ['from', ''],
    ['cursor', 60],
    ['openedAt', '2026-06-04T14:00:00Z'],
  ])('rejects %s of %j', (field, value) => {
    expect(wrongParts(gap, { ...gapOf(), [field]: value })).toEqual([field]);
  });

  it('wants start and cursor said, also where there is none', () => {
    for (const field of ['from', 'cursor'] as const) expect(wrongParts(gap, without(gapOf(), field))).toEqual([field]);
  });

  it('has a JSON Schema', () => {
    expect(jsonSchemaOf(gap)).toMatchObject({
      required: Object.keys(gapOf()),
      properties: { tickers: { minItems: 1 } },
    });
  });
});

describe('watermark', () => {
  const value = { source: 'tiingo', ticker: 'BRK.B', readUpTo: '2026-06-04T14:00:00.000Z' };

  it('accepts how far a source was read for a ticker', () => {
    expect(watermark.parse(value)).toEqual(value);
  });

  it('rejects a ticker in another form, and an instant in another form', () => {
    expect(wrongParts(watermark, { ...value, ticker: 'BRK/B' })).toEqual(['ticker']);
    expect(wrongParts(watermark, { ...value, readUpTo: '2026-06-04' })).toEqual(['readUpTo']);
  });

  it('has a JSON Schema', () => {
    expect(jsonSchemaOf(watermark)).toMatchObject({ required: ['source', 'ticker', 'readUpTo'] });
  });
});

describe('sourceState', () => {
  it('accepts a source that never failed, and one that never succeeded', () => {
    const failing = sourceStateOf({
      lastOutcome: 'failed',
      lastSuccessAt: null,
      lastFailureAt: '2026-06-04T14:00:00.000Z',
      lastErrorCode: 'NETWORK',
      consecutiveFailures: 3,
    });
    for (const value of [sourceStateOf(), failing]) expect(sourceState.parse(value)).toEqual(value);
  });

  it.each([
    ['keyId', null],
    ['lastOutcome', 'fine'],
    ['lastErrorCode', 'ECONNRESET'],
    ['lastSuccessAt', undefined],
    ['consecutiveFailures', -1],
    ['consecutiveFailures', 1.5],
  ])('rejects %s of %j', (field, value) => {
    expect(wrongParts(sourceState, { ...sourceStateOf(), [field]: value })).toEqual([field]);
  });

  it('has a JSON Schema that asks for every field', () => {
    expect(jsonSchemaOf(sourceState)).toMatchObject({ type: 'object', required: Object.keys(sourceStateOf()) });
  });
});
