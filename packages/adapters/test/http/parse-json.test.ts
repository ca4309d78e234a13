import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { deepestNesting, parseJson } from '../../src/http/parse-json.js';

const parsed = (text: string) => {
  const result = parseJson(text);
  return result.kind === 'value' ? result.value : result.kind;
};
const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('parseJson', () => {
  test('reads any JSON value as JSON.parse does', () => {
    const short = fc.jsonValue({ maxDepth: 8 }).filter((value) => !/\d{15}/.test(JSON.stringify(value)));
    fc.assert(
      fc.property(short, (value) => {
        const text = JSON.stringify(value);
        expect(parsed(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test('allows nesting of 64 levels and not one more', () => {
    expect(parseJson(nested(deepestNesting)).kind).toBe('value');
    expect(parseJson(nested(deepestNesting + 1)).kind).toBe('too-deep');
    expect(parseJson('{"a":'.repeat(65)).kind).toBe('too-deep');
  });

  test('refuses nesting of 100 000 levels without walking into it', () => {
    expect(parseJson(nested(100_000)).kind).toBe('too-deep');
  });

  test('does not count siblings, nor brackets inside strings', () => {
    expect(parseJson(`[${Array(500).fill('[]').join(',')}]`).kind).toBe('value');
    const text = `${'['.repeat(200)}\\"${'{'.repeat(200)}`;
    expect(parseJson(`["${text}", "\\\\"]`).kind).toBe('value');
  });

  test.each([
    ['9007199254740993', '9007199254740993'],
    ['-9007199254740993', '-9007199254740993'],
    ['123456789012345678901234567890', '123456789012345678901234567890'],
    ['0.12345678901234567890', '0.12345678901234567890'],
  ])('keeps the digits of %s as text', (token, expected) => {
    expect(parsed(`[{"id":${token},"n":1},${token}]`)).toEqual([{ id: expected, n: 1 }, expected]);
  });

  test.each([
    ['9007199254740991', 9007199254740991],
    ['-0', -0],
    ['1.5', 1.5],
    ['12e3', 12000],
    ['42', 42],
  ])('leaves %s a number', (token, expected) => {
    expect(parsed(token)).toBe(expected);
  });

  test('leaves long digits inside strings alone', () => {
    const text = '{"a":"9007199254740993","\\"9007199254740993":"\\\\"}';
    expect(parsed(text)).toEqual(JSON.parse(text));
  });

  test.each(['', '[1,', '{"a"', '"open', '00009007199254740993', '[9007199254740993.]', 'nope', '"\\'])(
    'calls %j invalid',
    (text) => {
      expect(parseJson(text).kind).toBe('invalid');
    },
  );

  test('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'[]{}",:\\019-.eE ') })), (text) => {
        expect(['value', 'invalid', 'too-deep']).toContain(parseJson(text).kind);
      }),
    );
  });

  test('accepts what JSON.parse accepts and nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'[]{}",:\\0123456789-.eE ') }), (text) => {
        const isJson = (() => {
          try {
            JSON.parse(text);
            return true;
          } catch {
            return false;
          }
        })();
        expect(parseJson(text).kind === 'value').toBe(isJson);
      }),
    );
  });
});
