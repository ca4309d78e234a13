import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildKey, forgetBuild, isBuilt, rememberBuild } from '../lib/build-stamp.mjs';
import { sampleWorkspace, writeFiles } from './support/sample-workspace.js';

const withTypes = { types: true };
const withoutTypes = { types: false };

describe('the stamp of a build', () => {
  test('is absent before the first build', () => {
    expect(isBuilt(sampleWorkspace(), 'core', withoutTypes)).toBe(false);
  });

  test('holds as long as nothing changes', () => {
    expect(isBuilt(built('storage', withTypes), 'storage', withTypes)).toBe(true);
  });

  test('of a build with types serves who needs none, not the other way round', () => {
    expect(isBuilt(built('core', withTypes), 'core', withoutTypes)).toBe(true);
    expect(isBuilt(built('core', withoutTypes), 'core', withTypes)).toBe(false);
  });

  test.each([
    ['a source', 'packages/storage/src/sqlite/open.ts'],
    ['a new source', 'packages/storage/src/sqlite/new.ts'],
    ['the recipe of the package', 'packages/storage/tsup.config.ts'],
    ['the recipe of all packages', 'tsup.base.ts'],
    ['the lockfile', 'pnpm-lock.yaml'],
    ['a source of a package it builds on', 'packages/core/src/key.ts'],
  ])('ends with a change of %s', (_, path) => {
    const root = writeFiles(built('storage', withTypes), { [path]: '// changed\n' });
    expect(isBuilt(root, 'storage', withTypes)).toBe(false);
  });

  test('outlives a change of a test and of a package that stands on it', () => {
    const changes = { 'packages/core/test/key.test.ts': '// changed\n', 'packages/storage/src/new.ts': '// new\n' };
    expect(isBuilt(writeFiles(built('core', withTypes), changes), 'core', withTypes)).toBe(true);
  });

  test('is gone while a build is under way, and when it failed', () => {
    const root = built('core', withTypes);
    forgetBuild(root, 'core');
    expect(isBuilt(root, 'core', withTypes)).toBe(false);
  });

  test('does not hold for a source that was edited during the build', () => {
    const root = sampleWorkspace();
    const key = buildKey(root, 'core');
    writeFiles(root, { 'packages/core/src/key.ts': '// edited meanwhile\n' });
    mkdirSync(join(root, 'packages/core/dist'), { recursive: true });
    rememberBuild(root, 'core', { key, types: true });
    expect(isBuilt(root, 'core', withTypes)).toBe(false);
  });
});

function built(name: string, { types }: { types: boolean }): string {
  const root = sampleWorkspace();
  mkdirSync(join(root, 'packages', name, 'dist'), { recursive: true });
  rememberBuild(root, name, { key: buildKey(root, name), types });
  return root;
}
