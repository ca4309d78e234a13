import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../src/errors/codes.js';
import { collectionEvent, errorCode } from '../../src/model/collection-event.js';
import { collectionEventOf, failedEventOf } from '../support/model-values.js';
import { jsonSchemaOf, without, wrongParts } from '../support/schema.js';

const required = Object.keys(collectionEventOf());

describe('collectionEvent', () => {
  it('accepts a good collection and a failed one as they are', () => {
    for (const event of [collectionEventOf(), failedEventOf()]) expect(collectionEvent.parse(event)).toEqual(event);
  });

  it.each(required)('rejects one without its %s', (field) => {
    expect(wrongParts(collectionEvent, without(collectionEventOf(), field as 'source'))).toEqual([field]);
  });

  it.each(required.filter((field) => /Count$|^(durationMs|attempts|requests)$/.test(field)))(
    'takes whole numbers from 0 on as %s',
    (field) => {
      const withValue = (value: number) => ({ ...collectionEventOf(), [field]: value });
      expect(wrongParts(collectionEvent, withValue(0))).toEqual([]);
      for (const value of [-1, 0.5, Number.NaN]) expect(wrongParts(collectionEvent, withValue(value))).toEqual([field]);
    },
  );

  it.each([
    ['startedAt', '2026-06-04T14:00:00Z'],
    ['outcome', 'error'],
    ['errorCode', 'EBUSY'],
    ['errorMessage', 'x'.repeat(1001)],
  ])('rejects %s of %j', (field, value) => {
    expect(wrongParts(collectionEvent, { ...failedEventOf(), [field]: value })).toEqual([field]);
  });

  it('rejects a ticker that is not in canonical form, and says which', () => {
    expect(wrongParts(collectionEvent, { ...collectionEventOf(), tickers: ['ARVN', 'brk-b'] })).toEqual(['tickers.1']);
  });

  it('accepts a message of 1000 characters', () => {
    expect(wrongParts(collectionEvent, failedEventOf({ errorMessage: 'x'.repeat(1000) }))).toEqual([]);
  });

  it('has a JSON Schema that asks for everything but the error', () => {
    const schema = jsonSchemaOf(collectionEvent);
    expect([...(schema.required ?? [])].sort()).toEqual([...required].sort());
    expect(schema.properties).toMatchObject({
      tickers: { type: 'array', items: { type: 'string', pattern: expect.any(String) } },
      errorMessage: { maxLength: 1000 },
    });
  });
});

describe('errorCode', () => {
  it('accepts every code of the table and no other', () => {
    for (const code of errorCodes) expect(errorCode.parse(code)).toBe(code);
    expect(errorCode.safeParse('timeout').success).toBe(false);
    expect(errorCode.safeParse('toString').success).toBe(false);
  });
});
