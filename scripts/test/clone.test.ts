import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloneTree } from '../lib/clone.mjs';
import { copyBinding, run } from './support/installed.js';

let folder: string;
let clone: string;
let before: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ingest-clone-'));
  clone = cloneTree(join(folder, 'clone'));
  before = changes();
  run(clone, 'node', ['scripts/pnpm.mjs', 'install', '--frozen-lockfile', '--prefer-offline', '--ignore-scripts']);
  copyBinding(join(clone, 'packages/storage/node_modules/better-sqlite3'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('in a clone that is not built the command says how to build it, then it works, and a second build does nothing', () => {
  const unbuilt = run(clone, 'npx', ['--no-install', 'ingest', '--version'], 2);
  expect(unbuilt.stdout).toBe('');
  expect(unbuilt.stderr).toContain('npm run build');

  const build = ['scripts/pnpm.mjs', 'exec', 'node', 'scripts/build.mjs', '--no-types'];
  expect(run(clone, 'node', build).stderr).toContain('Building packages/cli');
  const { version } = JSON.parse(readFileSync(join(clone, 'packages/cli/package.json'), 'utf8'));
  expect(run(clone, 'npx', ['--no-install', 'ingest', '--version']).stdout.trim()).toBe(version);

  expect(run(clone, 'node', build)).toEqual({ stdout: '', stderr: '' });
});

test('install and build leave nothing behind that git would see', () => {
  expect(changes()).toBe(before);
});

function changes(): string {
  return run(clone, 'git', ['status', '--porcelain']).stdout;
}
