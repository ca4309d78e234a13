import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exec } from '../lib/pnpm.mjs';
import { root } from '../lib/root.mjs';

/** Runs projects of vitest.workspace.ts and takes the counts from its own report. `cwd`: the workspace, if it is another one. */
export function vitest(projects, { cwd = root, env = process.env, stdio = 'inherit' } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'ingest-suites-'));
  const report = join(folder, 'report.json');
  try {
    const { status } = exec(
      [
        join(cwd, 'node_modules/.bin/vitest'),
        'run',
        ...projects.flatMap((project) => ['--project', project]),
        '--reporter=default',
        '--reporter=json',
        `--outputFile=${report}`,
      ],
      { cwd, env, stdio },
    );
    return countTests(readReport(report), status);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A file that could not be loaded, an error outside of any test, and a run without a test are failures too. */
export function countTests(report, status) {
  const { numPassedTests: passed = 0, numPendingTests: pending = 0, numTodoTests: todo = 0, testResults = [] } = report;
  const brokenFiles = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  );
  const failed = (report.numFailedTests ?? 0) + brokenFiles.length;
  const unnoticed = failed === 0 && (status !== 0 || passed === 0) ? 1 : 0;
  return { passed, failed: failed + unnoticed, skipped: pending + todo };
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return {}; // vitest did not come so far; its status says so.
  }
}
