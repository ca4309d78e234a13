import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root } from './root.mjs';

const windows = process.platform === 'win32';

/** Runs the pnpm that package.json pins, through npx. Returns what spawnSync does; `options` are spawnSync's. */
export function pnpm(args, options = {}) {
  const pinned = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager.split('+')[0];
  return spawnSync('npx', ['--yes', pinned, ...args], { cwd: root, stdio: 'inherit', shell: windows, ...options });
}

/**
 * Runs a program with the workspace's own tools first on the path: `pnpm exec` without the seconds that starting pnpm takes.
 *
 * @param {[string, ...string[]]} command
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 */
export function exec([command, ...args], { env = process.env, ...options } = {}) {
  const PATH = [join(root, 'node_modules', '.bin'), env.PATH].join(delimiter);
  return spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: windows, ...options, env: { ...env, PATH } });
}
