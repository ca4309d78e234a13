import { expect, it } from 'vitest';
import { type InstantInput, readInstant } from '../../src/calendar/read-instant.js';

const at = Date.UTC(2026, 10, 27, 15);

it('reads milliseconds, text and a Date alike', () => {
  const inputs = [at, '2026-11-27T15:00:00Z', '2026-11-27T10:00:00-05:00', new Date(at)];
  expect(inputs.map(readInstant)).toEqual([at, at, at, at]);
});

it('takes a number for milliseconds, however small', () => {
  expect(readInstant(0)).toBe(0);
  expect(readInstant(1_000)).toBe(1_000);
});

it.each([
  [Number.NaN, 'NaN'],
  [Number.POSITIVE_INFINITY, 'Infinity'],
  [1e15, '1000000000000000'],
  ['soon', '"soon"'],
  ['', '""'],
  [new Date(Number.NaN), 'null'],
  [undefined, 'undefined'],
  [null, 'null'],
  [{}, '{}'],
])('refuses %s and quotes it', (input, quoted) => {
  expect(() => readInstant(input as InstantInput)).toThrow(RangeError);
  expect(() => readInstant(input as InstantInput)).toThrow(quoted);
});
