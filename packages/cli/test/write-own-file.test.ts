import { readFileSync, statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { writeOwnFile } from '../src/write-own-file.js';
import { inEmptyDirectory } from './support/ingest.js';

inEmptyDirectory();

it('writes the text with the rights that it is given', () => {
  writeOwnFile('keys', 'A=1\n', 0o600);
  expect(readFileSync('keys', 'utf8')).toBe('A=1\n');
  expect(statSync('keys').mode & 0o777).toBe(0o600);
});

it('says which file cannot be written', () => {
  expect(() => writeOwnFile('not-there/keys', '', 0o600)).toThrow('not-there/keys cannot be written (ENOENT)');
});
