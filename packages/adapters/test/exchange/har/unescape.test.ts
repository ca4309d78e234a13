import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unescapeJson } from '../../../src/exchange/har/unescape.js';

/** A literal of one piece after the other, each spelled in one of the ways JSON allows. */
const piece = fc.oneof(
  fc.string({ unit: 'binary' }).map((text) => JSON.stringify(text).slice(1, -1)),
  fc.constantFrom('\\/', '\\b', '\\f', '\\n', '\\r', '\\t', '\\"', '\\\\', '\\u0041', '\\u00E9', '\\u20ac'),
  fc.constantFrom('\\ud83d\\ude00', '\\uD83D', '\\ude00', '\\ud83d\\u0041', '\\ud83d\\ud83d\\ude00', 'é', '😀'),
);

describe('unescapeJson', () => {
  test('gives the bytes that parsing and encoding would give', () => {
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const literal = `"${pieces.join('')}"`;
        expect(unescapeJson(Buffer.from(literal)).equals(Buffer.from(JSON.parse(literal) as string))).toBe(true);
      }),
    );
  });

  test('refuses what JSON.parse refuses', () => {
    const anything = fc.string({ unit: fc.constantFrom('"', '\\', 'u', '0', 'd', '8', 'x', 'n', '\n', '\u0000', 'é') });
    fc.assert(
      fc.property(anything, (text) => {
        const literal = `"${text}"`;
        let expected: Buffer | null = null;
        try {
          expected = Buffer.from(JSON.parse(literal) as string);
        } catch {
          // Not JSON: nothing is expected.
        }
        if (expected === null) expect(() => unescapeJson(Buffer.from(literal))).toThrow(SyntaxError);
        else expect(unescapeJson(Buffer.from(literal)).equals(expected)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  test.each(['', '"', 'x', '"x', 'x"', '"\\"', '"\\u004"', '"\\u12', '{}'])(
    'refuses %j, which is no string',
    (text) => {
      expect(() => unescapeJson(Buffer.from(text))).toThrow(SyntaxError);
    },
  );

  test('does not read past its literal', () => {
    const bytes = Buffer.from('"\\u00"41"');
    expect(() => unescapeJson(bytes.subarray(0, 6))).toThrow(SyntaxError);
  });
});
