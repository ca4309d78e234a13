import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { cloneTree } from '../lib/clone.mjs';
import { root } from '../lib/root.mjs';
import { vitest } from './vitest.mjs';

const shared = join(root, '../shared');

/**
 * The same tests from source on the next Node, in a clone of its own with its own install: better-sqlite3 is compiled for
 * one Node only.
 */
export function runOnNode24() {
  const folder = mkdtempSync(join(tmpdir(), 'ingest-node24-'));
  // Some tests start this Node as another user.
  chmodSync(folder, 0o755);
  try {
    const home = installNode(folder);
    const clone = cloneTree(join(folder, 'clone'));
    // Where the clone looks for what lies beside the project.
    if (existsSync(shared)) symlinkSync(shared, join(folder, 'shared'));
    const env = environment(home);
    must('node', ['scripts/pnpm.mjs', 'exec', 'node', '--version'], { cwd: clone, env });
    return vitest(['core', 'adapters', 'storage', 'cli'], { cwd: clone, env });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Node as the npm package of this platform: unlike the package `node` it brings the headers that compiling needs. */
function installNode(folder) {
  const name = `node-${process.platform}-${process.arch}`;
  must('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', folder, `${name}@24`]);
  return join(folder, 'node_modules', name);
}

function environment(home) {
  return {
    ...process.env,
    PATH: [join(home, 'bin'), process.env.PATH].join(delimiter),
    npm_config_nodedir: home,
  };
}

function must(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', ...options });
  if (status !== 0) throw error ?? new Error(`${command} ${args.join(' ')} ended with ${status}`);
}
