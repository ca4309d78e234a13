import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

/** A clean clone of this workspace with the changes that are not committed yet: what a new user will get. */
export function cloneTree(folder) {
  git(['clone', '--quiet', root, folder]);
  // Against the last commit, so that what is staged comes along too.
  const changed = [...list('diff', '--name-only', 'HEAD'), ...list('ls-files', '--others', '--exclude-standard')];
  for (const path of changed) {
    rmSync(join(folder, path), { force: true });
    if (existsSync(join(root, path))) cpSync(join(root, path), join(folder, path));
  }
  return folder;
}

const list = (command, ...options) =>
  git([command, '-z', ...options])
    .split('\0')
    .filter(Boolean);

function git(args) {
  const { status, stdout, stderr, error } = spawnSync('git', args, { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw error ?? new Error(`git ${args[0]} ended with ${status}\n${stderr}`);
  return stdout;
}
