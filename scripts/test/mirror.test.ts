import { expect, test } from 'vitest';
import { mirrorFindings } from '../lib/mirror.mjs';
import { sampleWorkspace } from './support/sample-workspace.js';

const findings = (files: Parameters<typeof sampleWorkspace>[0], excused: Record<string, string> = {}) =>
  mirrorFindings(sampleWorkspace(files), excused).map(({ file, todo }) => `${file} ${todo}`);

test('asks nothing of indexes and of files with nothing but types', () => {
  expect(findings({})).toEqual([]);
});

test('names a source with code and no test at the mirrored path', () => {
  const files = { 'packages/core/src/run/modes.ts': "export const modes = ['failover'];\n" };
  expect(findings(files)).toEqual(['packages/core/src/run/modes.ts write packages/core/test/run/modes.test.ts']);
});

test('takes a test elsewhere for no test', () => {
  const files = {
    'packages/core/src/run/modes.ts': 'export const modes = 1;\n',
    'packages/core/test/modes.test.ts': '',
  };
  expect(findings(files)).toHaveLength(1);
});

test.each([
  ['a file', 'packages/core/src/table/data.ts'],
  ['a folder', 'packages/core/src/table/'],
])('accepts a reason for %s, and for no other', (_, path) => {
  const files = {
    'packages/core/src/table/data.ts': 'export const data = {};\n',
    'packages/core/src/tables.ts': 'export const tables = {};\n',
  };
  const found = findings(files, { [path]: 'data; its reader is tested' });
  expect(found).toEqual(['packages/core/src/tables.ts write packages/core/test/tables.test.ts']);
});

test.each([
  ['has a test by now', 'packages/core/src/key.ts'],
  ['has nothing but types', 'packages/core/src/kind.ts'],
  ['is gone', 'packages/core/src/gone.ts'],
  ['is a folder that is gone', 'packages/core/src/gone/'],
])('wants a reason dropped when its source %s', (_, path) => {
  expect(findings({}, { [path]: 'no longer true' })).toEqual([`scripts/lib/mirror.mjs drop the line of ${path}`]);
});
