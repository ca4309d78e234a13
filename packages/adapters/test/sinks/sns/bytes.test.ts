import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byteLength, firstThatFit } from '../../../src/sinks/sns/bytes.js';

test('counts bytes, not characters', () => {
  expect([byteLength(''), byteLength('a'), byteLength('é'), byteLength('📉')]).toEqual([0, 1, 2, 4]);
});

test('as many of the first fit as there is room for, and not one more', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' })), fc.nat(400), (texts, room) => {
      const between = (some: readonly string[]) => byteLength(JSON.stringify(some)) - '[]'.length;
      const kept = firstThatFit(texts, room);
      expect(kept).toEqual(texts.slice(0, kept.length));
      expect(between(kept)).toBeLessThanOrEqual(room);
      if (kept.length < texts.length) expect(between(texts.slice(0, kept.length + 1))).toBeGreaterThan(room);
    }),
  );
});

test('nothing fits where there is less than no room', () => {
  expect(firstThatFit(['a'], -1)).toEqual([]);
  expect(firstThatFit([], -1)).toEqual([]);
});
