import { describe, expect, test } from 'vitest';
import { boundaryFindings } from '../boundaries/all.mjs';
import { root } from '../lib/root.mjs';
import { coreManifest, sampleWorkspace, storageManifest } from './support/sample-workspace.js';

interface Bad {
  readonly why: string;
  readonly files: Readonly<Record<string, string | object | null>>;
  readonly found: string;
}

const other = 'packages/core/src/other.ts';
const coreLine = (text: string) => ({ [other]: `// The line below is what is wrong.\n${text}\n` });

const bad: readonly Bad[] = [
  {
    why: 'core imports a package that stands on it',
    files: coreLine("export { open } from '@ingest/storage/sqlite';"),
    found: `${other}:2 direction`,
  },
  {
    why: 'core takes a type from a package that stands on it',
    files: coreLine("export type Open = import('@ingest/storage/sqlite').Open;"),
    found: `${other}:2 direction`,
  },
  {
    why: 'storage imports the command line',
    files: { 'packages/storage/src/sqlite/ask.ts': "export const ask = () => import('@ingest/cli');\n" },
    found: 'packages/storage/src/sqlite/ask.ts:1 direction',
  },
  {
    why: 'adapters and storage meet',
    files: { 'packages/adapters/src/meet.ts': "import type { open } from '@ingest/storage/sqlite';\n" },
    found: 'packages/adapters/src/meet.ts:1 direction',
  },
  {
    why: 'a package imports itself by name',
    files: coreLine("export { key } from '@ingest/core';"),
    found: `${other}:2 self-import`,
  },
  {
    why: 'a relative import leaves its package',
    files: { 'packages/cli/src/reach.ts': "export { key } from '../../core/src/key.js';\n" },
    found: 'packages/cli/src/reach.ts:1 leaves-package',
  },
  {
    why: 'core reads files',
    files: coreLine("import { readFileSync } from 'node:fs';"),
    found: `${other}:2 builtin-in-core`,
  },
  {
    why: 'core reads files by the bare name, when asked',
    files: coreLine("export const read = () => import('fs');"),
    found: `${other}:2 builtin-in-core`,
  },
  {
    why: 'core takes chance from crypto',
    files: coreLine("import { createHash, randomBytes } from 'node:crypto';"),
    found: `${other}:2 builtin-in-core`,
  },
  {
    why: 'two files import each other',
    files: {
      'packages/core/src/a.ts': "import { b } from './b.js';\nexport const a = () => b;\n",
      'packages/core/src/b.ts': "import { a } from './a.js';\nexport const b = () => a;\n",
    },
    found: 'packages/core/src/a.ts:1 cycle',
  },
  {
    why: 'three files go round by way of an import()',
    files: {
      'packages/core/src/a.ts': "export { b } from './b.js';\n",
      'packages/core/src/b.ts': "export const b = () => import('./c.js');\n",
      'packages/core/src/c.ts': "export { b } from './a.js';\n",
    },
    found: 'packages/core/src/a.ts:1 cycle',
  },
  { why: 'core throws dice', files: coreLine('export const dice = () => Math.random();'), found: `${other}:2 chance` },
  {
    why: 'the room that converts instants reads the clock',
    files: { 'packages/core/src/time/instant.ts': 'export const now = () => new Date();\n' },
    found: 'packages/core/src/time/instant.ts:1 clock',
  },
  {
    why: 'core reads the clock by a detour',
    files: coreLine("export const now = () => Date['now']();"),
    found: `${other}:2 clock`,
  },
  {
    why: 'an export has no source',
    files: { 'packages/core/src/index.ts': null },
    found: 'packages/core/package.json:5 exports',
  },
  {
    why: 'an export has another source than its build entry',
    files: { 'packages/core/tsup.config.ts': "export default defineConfig(library({ index: 'src/key.ts' }));\n" },
    found: 'packages/core/package.json:5 exports',
  },
  {
    why: 'an export has declarations of another room',
    files: {
      'packages/core/package.json': {
        ...coreManifest,
        exports: { '.': { ...coreManifest.exports['.'], types: './dist/key.d.ts' } },
      },
    },
    found: 'packages/core/package.json:5 exports',
  },
  {
    why: 'nothing reaches a build entry',
    files: {
      'packages/core/tsup.config.ts':
        "export default defineConfig(library({ index: 'src/index.ts', key: 'src/key.ts' }));\n",
    },
    found: 'packages/core/package.json:4 exports',
  },
  {
    why: 'an export leads to files that nobody made',
    files: {
      'packages/core/package.json': {
        ...coreManifest,
        exports: { ...coreManifest.exports, './schemas/*.json': './schemas/*.json' },
      },
    },
    found: 'packages/core/package.json:11 exports',
  },
  {
    why: 'a package is imported but not declared',
    files: coreLine("import { DateTime } from 'luxon/src/luxon.js';"),
    found: `${other}:2 undeclared`,
  },
  {
    why: 'a package is required but not declared',
    files: coreLine("export const luxon = require('luxon');"),
    found: `${other}:2 undeclared`,
  },
  {
    why: 'a library imports what it declares for development only',
    files: {
      'packages/core/package.json': { ...coreManifest, dependencies: {}, devDependencies: { zod: '4' } },
    },
    found: 'packages/core/src/key.ts:2 undeclared',
  },
  {
    why: 'a package is declared but not imported',
    files: { 'packages/core/package.json': { ...coreManifest, dependencies: { zod: '4', luxon: '3' } } },
    found: 'packages/core/package.json:1 unused',
  },
  {
    why: 'a driver is imported outside of its room',
    files: { 'packages/storage/src/open-store.ts': "export { default } from 'better-sqlite3';\n" },
    found: 'packages/storage/src/open-store.ts:1 driver',
  },
  {
    why: 'what loads a driver is imported outside of its room',
    files: {
      'packages/storage/package.json': {
        ...storageManifest,
        dependencies: { ...storageManifest.dependencies, 'drizzle-orm': '1' },
      },
      'packages/storage/src/shared.ts': "export { drizzle } from 'drizzle-orm/better-sqlite3';\n",
    },
    found: 'packages/storage/src/shared.ts:1 driver',
  },
  {
    why: 'a driver has no room',
    files: {
      'packages/adapters/package.json': {
        name: '@ingest/adapters',
        peerDependencies: { nats: '2' },
        peerDependenciesMeta: { nats: { optional: true } },
      },
      'packages/adapters/src/nats.ts': "export const load = () => import('nats');\n",
    },
    found: 'packages/adapters/package.json:1 driver',
  },
  {
    why: 'an index passes on everything',
    files: { 'packages/adapters/src/index.ts': "export * from './http.js';\n" },
    found: 'packages/adapters/src/index.ts:1 index',
  },
  {
    why: 'an index passes on everything under a name',
    files: { 'packages/adapters/src/index.ts': "export * as http from './http.js';\n" },
    found: 'packages/adapters/src/index.ts:1 index',
  },
  {
    why: 'an index has code',
    files: { 'packages/adapters/src/index.ts': "export { a } from './a.js';\nexport const b = 1;\n" },
    found: 'packages/adapters/src/index.ts:2 index',
  },
];

describe('the boundary check', () => {
  test('is content with a workspace that keeps to the layout', () => {
    expect(findings({})).toEqual([]);
  });

  test.each(bad)('names the place where $why', ({ files, found }) => {
    expect(findings(files)).toEqual([expect.stringMatching(new RegExp(`^${found} \\S`))]);
  });

  test('lets types go round', () => {
    const files = {
      'packages/core/src/a.ts': "import type { B } from './b.js';\nexport interface A {\n  b: B;\n}\n",
      'packages/core/src/b.ts': "import { type A } from './a.js';\nexport interface B {\n  a: A;\n}\n",
    };
    expect(findings(files)).toEqual([]);
  });

  test('lets a bundle name the optional drivers of what it bundles', () => {
    const manifest = (driver: string) => ({
      'packages/cli/package.json': {
        name: '@ingest/cli',
        bin: { ingest: './bin/ingest.js' },
        dependencies: { '@ingest/storage': 'workspace:*' },
        peerDependencies: { [driver]: '12' },
        devDependencies: { commander: '14', [driver]: '12' },
      },
    });
    expect(findings(manifest('better-sqlite3'))).toEqual([]);
    expect(findings(manifest('nobody'))).toEqual([expect.stringContaining('remove nobody from peerDependencies')]);
  });

  test('lets the room of instants convert, and the system clock read', () => {
    const files = {
      'packages/core/src/time/instant.ts': 'export const iso = (at: number) => new Date(at).toISOString();\n',
      'packages/core/src/time/system-clock.ts': 'export const clock = () => [Date.now(), Math.random()];\n',
    };
    expect(findings(files)).toEqual([]);
  });

  test('reads this workspace without stumbling', () => {
    expect(() => boundaryFindings(root)).not.toThrow();
  });
});

function findings(files: Bad['files']): string[] {
  const found = boundaryFindings(sampleWorkspace(files));
  return found.map(({ file, line, rule, todo }) => `${file}:${line} ${rule} ${todo}`);
}
