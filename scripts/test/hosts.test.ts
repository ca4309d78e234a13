import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../lib/root.mjs';

test('no file names a package registry: everyone installs from their own', () => {
  const { stdout } = spawnSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' });
  const files = stdout.split('\0').filter((path) => /\.(?:[cm]?[jt]s|json|ya?ml|md)$|npmrc$|run$/.test(path));
  const there = files.filter((path) => existsSync(join(root, path)));
  expect(there).toContain('pnpm-lock.yaml');
  expect(there.filter((path) => namesRegistry(readFileSync(join(root, path), 'utf8')))).toEqual([]);
});

test.each([
  ['{tarball:', ' https://packages.example.com/zod.tgz}'],
  ['registry', '=https://packages.example.com/'],
  ['see https://', 'registry.example.com/zod'],
])('an address that begins with %s would be noticed', (start, end) => {
  expect(namesRegistry(`${start}${end}`)).toBe(true);
});

function namesRegistry(text: string): boolean {
  return /tarball: *https?:|^registry *=|\/\/registry\.\w/m.test(text);
}
