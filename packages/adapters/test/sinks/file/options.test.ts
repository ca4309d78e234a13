import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { type FileSinkOptions, readFileOptions } from '../../../src/sinks/file/options.js';

test('a file is called by a hash of where it is, wherever that is said from', () => {
  const relative = readFileOptions({ path: ' news.ndjson ' });
  expect(relative.path).toBe(resolve('news.ndjson'));
  expect(relative.name).toMatch(/^file-[0-9a-f]{8}$/);
  expect(readFileOptions({ path: resolve('news.ndjson') })).toEqual(relative);
  expect(readFileOptions({ path: 'other.ndjson' }).name).not.toBe(relative.name);
  expect(readFileOptions({ path: 'a', name: 'log' }).name).toBe('log');
});

test.each([
  [{}, 'sink file: path: missing; expected the path of a file'],
  [{ path: ' ' }, 'sink file: path: expected the path of a file'],
  [{ path: 'a\0b' }, 'sink file: path: expected the path of a file'],
  [{ path: 'a', mode: 7 }, 'sink file: mode: unknown option'],
])('%j is refused', (options, message) => {
  expect(() => readFileOptions(options as FileSinkOptions)).toThrow(
    expect.objectContaining({ code: 'CONFIG_INVALID', message }),
  );
});
