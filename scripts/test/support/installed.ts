import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../../lib/root.mjs';

const binding = 'build/Release/better_sqlite3.node';

/** Whether the long variants run: they compile for real where the short ones copy. */
export const long = process.env.INGEST_LONG === '1';

/** Runs a program and gives what it printed; throws, with all of it, when it ends with another status than expected. */
export function run(cwd: string, command: string, args: readonly string[], expected = 0) {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    // A workspace's own settings must not reach what is tested as somebody else's folder.
    env: { ...process.env, NODE_OPTIONS: '', NO_COLOR: '1' },
  });
  if (status !== expected) {
    throw (
      error ?? new Error(`${command} ${args.join(' ')} ended with ${status}, not ${expected}\n${stdout}\n${stderr}`)
    );
  }
  return { stdout, stderr };
}

/** Gives an install without scripts the binding that this workspace compiled; it must be the same version of better-sqlite3. */
export function copyBinding(driver: string): void {
  const compiled = join(root, 'packages/storage/node_modules/better-sqlite3', binding);
  if (!existsSync(compiled)) throw new Error(`${compiled} is missing: install the workspace first`);
  const target = join(realpathSync(driver), binding);
  mkdirSync(dirname(target), { recursive: true });
  cpSync(compiled, target);
}
