import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** An empty folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ingest-scripts-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files by path; an object becomes JSON, null is no file. */
export function writeFiles(root: string, files: Readonly<Record<string, string | object | null>>): string {
  for (const [path, content] of Object.entries(files)) {
    if (content === null) continue;
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }
  return root;
}

/** A small workspace in which every check is content, with these files on top. */
export function sampleWorkspace(changes: Readonly<Record<string, string | object | null>> = {}): string {
  return writeFiles(temporaryFolder(), { ...goodWorkspace, ...changes });
}

export const coreManifest = {
  name: '@ingest/core',
  version: '1.0.0',
  exports: {
    '.': { '@ingest/source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' },
    './package.json': './package.json',
  },
  dependencies: { zod: '4' },
};

export const storageManifest = {
  name: '@ingest/storage',
  version: '1.0.0',
  exports: {
    './sqlite': { '@ingest/source': './src/sqlite/index.ts', types: './dist/sqlite.d.ts', default: './dist/sqlite.js' },
  },
  dependencies: { '@ingest/core': 'workspace:*' },
  peerDependencies: { 'better-sqlite3': '12' },
  peerDependenciesMeta: { 'better-sqlite3': { optional: true } },
};

const goodWorkspace = {
  'packages/core/package.json': coreManifest,
  'packages/core/tsup.config.ts': "export default defineConfig(library({ index: 'src/index.ts' }));\n",
  'packages/core/src/index.ts': "export { key } from './key.js';\nexport type { Kind } from './kind.js';\n",
  'packages/core/src/key.ts':
    "import { createHash } from 'node:crypto';\nimport { z } from 'zod';\nimport type { Kind } from './kind.js';\n" +
    "export const key = (kind: Kind): string => z.string().parse(createHash('sha256').update(kind.name).digest('hex'));\n",
  'packages/core/src/kind.ts':
    "import type { key } from './key.js';\nexport interface Kind {\n  readonly name: string;\n  readonly key: typeof key;\n}\n",
  'packages/core/test/key.test.ts': '',
  'packages/adapters/package.json': { name: '@ingest/adapters', version: '1.0.0' },
  'packages/adapters/tsup.config.ts': 'export default defineConfig(library({}));\n',
  'packages/storage/package.json': storageManifest,
  'packages/storage/tsup.config.ts': "export default defineConfig(library({ sqlite: 'src/sqlite/index.ts' }));\n",
  'packages/storage/src/sqlite/index.ts': "export { open } from './open.js';\n",
  'packages/storage/src/sqlite/open.ts':
    "import { key } from '@ingest/core';\nexport const open = async () => [key, await import('./client.js')];\n",
  'packages/storage/src/sqlite/client.ts':
    "import Database from 'better-sqlite3';\nexport const client = new Database();\n",
  'packages/storage/test/sqlite/open.test.ts': '',
  'packages/storage/test/sqlite/client.test.ts': '',
  'packages/cli/package.json': {
    name: '@ingest/cli',
    version: '1.0.0',
    bin: { ingest: './bin/ingest.js' },
    dependencies: { '@ingest/storage': 'workspace:*', 'better-sqlite3': '12' },
    devDependencies: { commander: '14' },
  },
  'packages/cli/tsup.config.ts': "export default defineConfig({ entry: { bin: 'src/bin.ts' } });\n",
  'packages/cli/bin/ingest.js': "await import(new URL('../dist/bin.js', import.meta.url).href);\n",
  'packages/cli/src/bin.ts':
    "import { Command } from 'commander';\nimport { open } from '@ingest/storage/sqlite';\nnew Command().action(open);\n",
  'packages/cli/test/bin.test.ts': '',
};
