import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { root } from '../lib/root.mjs';
import { sampleWorkspace, writeFiles } from './support/sample-workspace.js';

/** Stands in for npx: notes how it was called, prints, and fails when the workspace says so. */
const fakeNpx = `#!/bin/sh
echo "$*" >> npx-calls.txt
echo "words of pnpm"
test ! -e pnpm-fails
`;

describe('scripts/pnpm.mjs', () => {
  let workspace: string;
  beforeEach(() => {
    workspace = sampleWorkspace({
      'package.json': { packageManager: 'pnpm@10.0.0+sha512.abc', type: 'module' },
      'pnpm-lock.yaml': 'lockfileVersion: 1\n',
      'pnpm-workspace.yaml': 'packages: [packages/*]\n',
      '.npmrc': 'engine-strict=true\n',
      'fake/npx': fakeNpx,
    });
    chmodSync(join(workspace, 'fake/npx'), 0o755);
    for (const part of ['scripts/pnpm.mjs', 'scripts/lib']) {
      cpSync(join(root, part), join(workspace, part), { recursive: true });
    }
  });

  test('installs with the pinned pnpm and the lockfile as it is before it runs anything', () => {
    const { status, stdout, stderr } = run('exec', 'node', '-p', '1 + 1');
    expect({ status, stdout }).toEqual({ status: 0, stdout: '2\n' });
    expect(stderr).toContain('words of pnpm');
    expect(calls()).toEqual(['--yes pnpm@10.0.0 install --frozen-lockfile --prefer-offline']);
  });

  test('installs once', () => {
    run('exec', 'node', '--version');
    run('exec', 'node', '--version');
    expect(calls()).toHaveLength(1);
  });

  test.each(['pnpm-lock.yaml', 'pnpm-workspace.yaml', '.npmrc', 'packages/core/package.json'])(
    'installs again when %s changed',
    (file) => {
      run('exec', 'node', '--version');
      writeFiles(workspace, { [file]: '{ "changed": true }\n' });
      run('exec', 'node', '--version');
      expect(calls()).toHaveLength(2);
    },
  );

  test('installs again when node_modules is gone, and not when only times changed', () => {
    run('exec', 'node', '--version');
    writeFiles(workspace, { 'pnpm-lock.yaml': 'lockfileVersion: 1\n' });
    run('exec', 'node', '--version');
    expect(calls()).toHaveLength(1);
  });

  test('compiles again for another Node', () => {
    run('exec', 'node', '--version');
    const state = join(workspace, 'node_modules/.ingest-install.json');
    const { files } = JSON.parse(readFileSync(state, 'utf8'));
    writeFiles(workspace, { 'node_modules/.ingest-install.json': { files, node: 'linux-x64-1' } });
    const { stderr } = run('exec', 'node', '--version');
    expect(calls().slice(1)).toEqual([
      '--yes pnpm@10.0.0 install --frozen-lockfile --prefer-offline',
      '--yes pnpm@10.0.0 rebuild better-sqlite3',
    ]);
    expect(stderr).toContain('python3');
  });

  test('says what takes minutes only where something is compiled', () => {
    expect(run('exec', 'node', '--version').stderr).toContain('better-sqlite3 is compiled');
    writeFiles(workspace, {
      'packages/storage/node_modules/better-sqlite3/build/Release/better_sqlite3.node': '',
      'pnpm-lock.yaml': 'lockfileVersion: 2\n',
    });
    const { stderr } = run('exec', 'node', '--version');
    expect(stderr).toContain('Installing');
    expect(stderr).not.toContain('compiled');
  });

  test('runs nothing after an install that failed, says what may help, and tries again next time', () => {
    writeFiles(workspace, { 'pnpm-fails': '' });
    const { status, stdout, stderr } = run('exec', 'node', '-p', '1 + 1');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toContain('✗ the install failed');
    expect(existsSync(join(workspace, 'node_modules/.ingest-install.json'))).toBe(false);
  });

  test('lets an explicit install go first, so that an outdated lockfile can be mended', () => {
    run('install', '--no-frozen-lockfile');
    run('exec', 'node', '--version');
    expect(calls()).toEqual(['--yes pnpm@10.0.0 install --no-frozen-lockfile']);
  });

  test('passes on the status of what it runs', () => {
    expect(run('exec', 'node', '-e', 'process.exit(7)').status).toBe(7);
    writeFiles(workspace, { 'pnpm-fails': '' });
    expect(run('list').status).toBe(1);
  });

  test('has the tools of the workspace on the path', () => {
    writeFiles(workspace, { 'node_modules/.bin/tool': '#!/bin/sh\necho from the workspace\n' });
    chmodSync(join(workspace, 'node_modules/.bin/tool'), 0o755);
    expect(run('exec', 'tool').stdout).toBe('from the workspace\n');
  });

  function run(...args: string[]) {
    return spawnSync(process.execPath, [join(workspace, 'scripts/pnpm.mjs'), ...args], {
      encoding: 'utf8',
      env: { ...process.env, PATH: [join(workspace, 'fake'), process.env.PATH].join(delimiter) },
    });
  }

  function calls(): string[] {
    return readFileSync(join(workspace, 'npx-calls.txt'), 'utf8').trim().split('\n');
  }
});
