import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packAll } from '../lib/pack.mjs';
import { tool } from './tool.mjs';

/** Runs a package linter over every tarball; together they count as one. */
export function lintPackages(linter, ...args) {
  const folder = mkdtempSync(join(tmpdir(), 'ingest-lint-'));
  try {
    const results = Object.values(packAll(folder)).map((tarball) => tool(linter, ...args, tarball));
    const failed = results.some((result) => result.failed > 0) ? 1 : 0;
    return { passed: 1 - failed, failed, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
