import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { defaultName, readSinkOptions, sinkName } from '../../src/sinks/read-options.js';

const schema = z.strictObject({
  path: z.string().describe('a path'),
  name: sinkName,
  list: z.array(z.int()).optional(),
});
const read = (options: unknown) => readSinkOptions('file', schema, options);

describe('readSinkOptions', () => {
  test('gives what the schema makes of them', () => {
    expect(read({ path: 'a', name: ' hook ' })).toEqual({ path: 'a', name: 'hook' });
  });

  test.each([
    [{ path: 1 }, 'sink file: path: expected a path', 'Correct path.'],
    [{}, 'sink file: path: missing; expected a path', 'Correct path.'],
    [{ path: 'a', list: [1, 'hunter22'] }, 'sink file: list.1: expected another value', 'Correct list.'],
    [{ path: 'a', paht: 1 }, 'sink file: paht: unknown option', 'The options are: path, name, list.'],
    [{ paht: 'a' }, 'sink file: paht: unknown option', 'The options are: path, name, list.'],
    [null, 'sink file: the options are no object', 'The options are: path, name, list.'],
  ])('says of %j what is expected where', (options, message, hint) => {
    expect(() => read(options)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID', message, hint }));
  });

  test.each(['', '-a', 'a b', 'a/b', 'a\u001b', 'ü', 'x'.repeat(101)])(
    'takes no name that is hard to type: %j',
    (name) => {
      expect(() => read({ path: 'a', name })).toThrow('name: expected a name of letters');
    },
  );
});

test('a sink without a name is called by its use and where it goes, and shows none of it', () => {
  expect(defaultName('file', '/a')).toMatch(/^file-[0-9a-f]{8}$/);
  expect(defaultName('file', '/a')).toBe(defaultName('file', '/a'));
  expect(defaultName('file', '/a')).not.toBe(defaultName('file', '/b'));
});
