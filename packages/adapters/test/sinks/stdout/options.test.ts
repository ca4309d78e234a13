import { expect, test } from 'vitest';
import { readStdoutOptions, type StdoutSinkOptions } from '../../../src/sinks/stdout/options.js';

test('there is one stdout, and so it has one name', () => {
  expect(readStdoutOptions({})).toEqual({ name: 'stdout' });
  expect(readStdoutOptions({ name: 'lines' })).toEqual({ name: 'lines' });
});

test.each([
  [{ name: 'a b' }, 'sink stdout: name: expected a name of letters, digits, dots and dashes'],
  [{ path: '-' }, 'sink stdout: path: unknown option'],
])('%j is refused', (options, message) => {
  expect(() => readStdoutOptions(options as StdoutSinkOptions)).toThrow(
    expect.objectContaining({ code: 'CONFIG_INVALID', message }),
  );
});
