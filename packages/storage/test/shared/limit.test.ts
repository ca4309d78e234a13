import { expect, test } from 'vitest';
import { toLimit } from '../../src/shared/limit.js';

test('a limit is a count, or there is none', () => {
  expect([toLimit(undefined), toLimit(0), toLimit(7)]).toEqual([null, 0, 7]);
});

test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('a limit of %d is a RangeError that quotes it', (limit) => {
  expect(() => toLimit(limit)).toThrow(new RangeError(`limit: ${limit} is no count`));
});
