import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { root } from '../lib/root.mjs';
import { countTests, vitest } from '../suites/vitest.mjs';
import { temporaryFolder, writeFiles } from './support/sample-workspace.js';

const head = "import { expect, test } from 'vitest';\n";
const passing = `${head}test('a', () => expect(1).toBe(1));\ntest('b', () => expect(1).toBe(1));\n`;
const config = "export default { test: { projects: [{ test: { name: 'p', include: ['*.test.ts'] } }] } };\n";

describe('the counts of a run of tests', () => {
  test('are those of its tests', () => {
    const skipping = `${passing}test.skip('c', () => {});\ntest.todo('d');\n`;
    expect(run({ 'a.test.ts': skipping })).toEqual({ passed: 2, failed: 0, skipped: 2 });
  });

  test('hold a failure for every failed test and for every file that could not be loaded', () => {
    const failing = `${head}test('e', () => expect(1).toBe(2));\n`;
    const broken = "import './not-there.js';\n";
    expect(run({ 'a.test.ts': passing, 'b.test.ts': failing, 'c.test.ts': broken })).toEqual({
      passed: 2,
      failed: 2,
      skipped: 0,
    });
  });

  test('hold a failure for an error outside of any test', () => {
    const stray = `${passing}void Promise.reject(new Error('stray, on purpose'));\n`;
    expect(run({ 'a.test.ts': stray })).toEqual({ passed: 2, failed: 1, skipped: 0 });
  });

  test('hold a failure when there was no test at all', () => {
    expect(run({ 'a.ts': '' })).toEqual({ passed: 0, failed: 1, skipped: 0 });
    expect(countTests({}, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });
});

function run(files: Readonly<Record<string, string>>) {
  const folder = writeFiles(temporaryFolder(), { ...files, 'vitest.config.ts': config });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return vitest(['p'], { cwd: folder, stdio: 'ignore' });
}
