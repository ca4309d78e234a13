import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { appendLine } from '../../../src/sinks/file/append-line.js';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ingest-file-'));
  path = join(folder, 'news.ndjson');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const text = () => readFileSync(path, 'utf8');

test('lines are appended, to a file that is made for the first of them', async () => {
  await appendLine(path, 'one');
  await appendLine(path, 'two');
  expect(text()).toBe('one\ntwo\n');
});

test('a line that was cut off stays a line of its own', async () => {
  writeFileSync(path, 'one\ntw');
  await appendLine(path, 'three');
  expect(text()).toBe('one\ntw\nthree\n');
});

test('many at once do not mix', async () => {
  const lines = Array.from({ length: 40 }, (_, index) => `${index} ${'x'.repeat(5000)}`);
  await Promise.all(lines.map((line) => appendLine(path, line)));
  expect(text().trimEnd().split('\n').sort()).toEqual(lines.sort());
});

test('nothing is written to what is no file, nor waited for', async () => {
  await expect(appendLine(folder, 'one')).rejects.toThrow('it is there and is no file');
  expect(spawnSync('mkfifo', [path]).status).toBe(0);
  await expect(appendLine(path, 'one')).rejects.toThrow('it is there and is no file');
});
