import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { changesetFindings } from '../lib/changesets.mjs';
import { sampleWorkspace, writeFiles } from './support/sample-workspace.js';

const names = ['core', 'adapters', 'storage', 'cli'];
const readme = { '.changeset/README.md': '# Pending notes\n' };
const note = '---\n"@ingest/core": minor\n---\n\nRuns say which source was asked.\n';
const changelogs = Object.fromEntries(
  names.map((name) => [`packages/${name}/CHANGELOG.md`, `# @ingest/${name}\n\n## 1.0.0\n\nFirst.\n`]),
);
const released = {
  ...readme,
  ...changelogs,
  'packages/adapters/package.json': { name: '@ingest/adapters', version: '1.0.0' },
};

describe('the changeset check', () => {
  test('wants a note as long as nothing was released', () => {
    expect(todos(sampleWorkspace(readme))).toEqual([expect.stringContaining('say what a user notices')]);
  });

  test('is content with a pending note', () => {
    expect(todos(sampleWorkspace({ ...readme, '.changeset/first.md': note }))).toEqual([]);
  });

  test.each([
    ['names no package', '---\n---\n\nSomething.\n', 'name packages and bumps'],
    ['names a package of others', note.replace('@ingest/core', '@other/core'), 'name packages and bumps'],
    ['names no bump', note.replace('minor', 'some'), 'name packages and bumps'],
    ['says nothing', '---\n"@ingest/core": minor\n---\n', 'say what a user notices'],
  ])('refuses a note that %s', (_, text, todo) => {
    expect(todos(sampleWorkspace({ ...readme, '.changeset/a.md': text }))).toEqual([expect.stringContaining(todo)]);
  });

  test('is content right after a release, and wants a note with the next change of a source', () => {
    const root = sampleWorkspace(released);
    git(root, 'init', '--quiet');
    git(root, 'add', '.');
    git(root, '-c', 'user.name=Test', '-c', 'user.email=test@example.com', 'commit', '--quiet', '-m', 'Release 1.0.0');
    expect(todos(root)).toEqual([]);
    writeFiles(root, { 'packages/core/src/key.ts': 'export const key = 1;\n' });
    expect(todos(root)).toEqual([expect.stringContaining('say what a user notices')]);
  });
});

const todos = (root: string) => changesetFindings(root).map(({ todo }) => todo);

function git(root: string, ...args: string[]): void {
  const { status, stderr } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}
