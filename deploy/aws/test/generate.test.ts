import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';

const aws = fileURLToPath(new URL('..', import.meta.url));
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A copy of the package, so that what is in the repository is never written. */
function copy() {
  const folder = mkdtempSync(join(tmpdir(), 'ingest-generate-'));
  folders.push(folder);
  for (const part of ['src', 'generated', 'generate.mjs', 'package.json'])
    cpSync(join(aws, part), join(folder, part), { recursive: true });
  symlinkSync(join(aws, 'node_modules'), join(folder, 'node_modules'));
  const run = (flag: string) => spawnSync(process.execPath, [join(folder, 'generate.mjs'), flag], { encoding: 'utf8' });
  return { file: join(folder, 'generated/alarms.json'), run };
}

it('is content with files that agree with the code, names one that does not, and makes it anew', () => {
  const { file, run } = copy();
  const before = readFileSync(file, 'utf8');
  expect(run('--check')).toMatchObject({ status: 0, stderr: '' });
  writeFileSync(file, before.replace('breaching', 'missing'));
  expect(run('--check')).toMatchObject({ status: 1, stderr: expect.stringContaining('alarms.json differs') });
  rmSync(file);
  expect(run('--check')).toMatchObject({ status: 1, stderr: expect.stringContaining('generate.mjs --write') });
  expect(run('--write').status).toBe(0);
  expect(readFileSync(file, 'utf8')).toBe(before);
});
