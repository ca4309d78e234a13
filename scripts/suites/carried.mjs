import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../lib/root.mjs';

const file = join(root, 'node_modules/.cache/ingest-suites.json');

/** Keeps what `npm test` came to, for a `check --after-test` on the same tree. */
export function carryResults(results) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ tree: treeAsItIs(), results }));
}

/** The results of the last `npm test`, once, and only when nothing changed since; otherwise none, and all steps run. */
export function carriedResults() {
  try {
    const { tree, results } = JSON.parse(readFileSync(file, 'utf8'));
    return tree === treeAsItIs() ? results : {};
  } catch {
    return {}; // No `npm test` came before.
  } finally {
    rmSync(file, { force: true });
  }
}

/** The commit and everything that differs from it. */
function treeAsItIs() {
  const hash = createHash('sha256');
  for (const args of [
    ['rev-parse', 'HEAD'],
    ['status', '--porcelain'],
    ['diff', 'HEAD'],
  ]) {
    hash.update(spawnSync('git', args, { cwd: root, maxBuffer: 2 ** 28 }).stdout);
  }
  return hash.digest('hex');
}
