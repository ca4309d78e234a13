import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { hasPostgres, temporaryStore } from '../../packages/cli/test/support/postgres.js';
import { packAll } from '../lib/pack.mjs';
import { packageNames, root } from '../lib/root.mjs';
import { copyBinding, long, run } from './support/installed.js';
import { writeFiles } from './support/sample-workspace.js';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly exports?: Readonly<Record<string, string | object>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

const isServed = await hasPostgres();
const store = temporaryStore();

let folder: string;
let app: string;
let bare: string;

// One install for all tests of this file: it takes longer than the tests.
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ingest-packed-'));
  const tarballs: Record<string, string> = packAll(join(folder, 'tarballs'));
  app = install('app', Object.values(tarballs));
  if (!long) copyBinding(join(app, 'node_modules/better-sqlite3'));
  bare = install('bare', [tarballs.core ?? '', tarballs.storage ?? '']);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the packed packages', () => {
  test('have one version and no word of the workspace in their manifests', () => {
    const versions = new Set(packageNames.map((name) => manifest(name).version));
    expect(versions.size).toBe(1);
    for (const name of packageNames) expect(JSON.stringify(manifest(name))).not.toMatch(/"(?:workspace|catalog):/);
  });

  test('ship no source, test, source map or stamp', () => {
    const shipped = packageNames.flatMap((name) => filesOf(name).map((file) => `${name}/${file}`));
    expect(shipped.filter((file) => file.endsWith('/package.json'))).toHaveLength(packageNames.length);
    expect(shipped.filter((file) => /\.map$|\.stamp$|\.test\.|(?<!\.d)\.ts$|\/(?:src|test)\//.test(file))).toEqual([]);
    for (const name of packageNames) {
      const code = filesOf(name).filter((file) => file.endsWith('.js'));
      const mapped = code.filter((file) =>
        /^\/\/# sourceMappingURL/m.test(readFileSync(installed(name, file), 'utf8')),
      );
      expect(mapped).toEqual([]);
    }
  });

  test('carry the licenses of the code that is bundled into the command', () => {
    const licenses = readFileSync(installed('cli', 'dist/licenses.txt'), 'utf8');
    expect(licenses).toMatch(/^--- commander \d/m);
    expect(licenses).toMatch(/^--- zod \d\S+ \(MIT\)$/m);
    expect(licenses).not.toContain('better-sqlite3');
  });

  test('can be imported by every subpath', () => {
    const code = subpaths('code').map(
      (path) => `console.log('${path}', Object.keys(await import('${path}')).length > 0);`,
    );
    const data = subpaths('data').map(
      (path) => `console.log('${path}', typeof (await import('${path}', { with: { type: 'json' } })).default);`,
    );
    writeFiles(app, { 'import-all.mjs': [...code, ...data].join('\n') });
    const lines = run(app, 'node', ['import-all.mjs']).stdout.trim().split('\n');
    expect(lines).toEqual([
      ...subpaths('code').map((path) => `${path} true`),
      ...subpaths('data').map((path) => `${path} object`),
    ]);
    expect(lines.length).toBeGreaterThan(packageNames.length);
  });

  test('have types by every subpath that a strict compiler accepts, dependencies included', () => {
    const imports = subpaths('code').map(
      (path, index) =>
        `import * as m${index} from '${path}';\nexport const names${index}: readonly (keyof typeof m${index})[] = [];`,
    );
    writeFiles(app, {
      'types.ts': imports.join('\n'),
      'tsconfig.json': {
        compilerOptions: {
          target: 'es2023',
          lib: ['es2023'],
          module: 'nodenext',
          strict: true,
          exactOptionalPropertyTypes: true,
          skipLibCheck: false,
          noEmit: true,
          typeRoots: [join(root, 'node_modules/@types')],
          types: ['node'],
        },
        files: ['types.ts'],
      },
    });
    run(app, join(root, 'node_modules/.bin/tsc'), ['-p', '.']);
  });
});

describe('the packed command', () => {
  test('says its version', () => {
    expect(run(app, 'npx', ['--no-install', 'ingest', '--version']).stdout.trim()).toBe(manifest('cli').version);
  });

  test('replays the recording of the repository into a database, with no key and no network', () => {
    const recording = join(root, 'examples/demo-day');
    run(app, 'npx', ['--no-install', 'ingest', 'run', '--replay', recording, '--store', 'sqlite:packed.db', '--json']);
    const { stdout } = run(app, 'npx', ['--no-install', 'ingest', 'items', '--store', 'sqlite:packed.db', '--json']);
    expect(JSON.parse(stdout).length).toBeGreaterThan(0);
  });
});

describe('the packed command without drivers of Postgres', () => {
  /** What a command says that cannot work without more. */
  const complaint = (url: string, ...args: readonly string[]) =>
    run(join(app, 'fleet'), 'node', [installed('cli', 'bin/ingest.js'), ...args, '--store', url], 2).stderr;
  beforeAll(() => {
    writeFiles(app, { 'fleet/.env': 'TIINGO_API_KEY=invented' });
  });

  test.each([['items'], ['run', '--tickers', 'AAPL']])('names pg where a store needs it: %s', (...args) => {
    expect(complaint('postgres://ann@127.0.0.1:9/news', ...args)).toMatch(/^✗ .* is not installed: npm install pg@8$/m);
  });

  test.skipIf(!isServed)('names pg-boss where a worker needs it', () => {
    const pg = join(app, 'node_modules/pg');
    symlinkSync(realpathSync(join(root, 'packages/storage/node_modules/pg')), pg);
    onTestFinished(() => rmSync(pg));
    const said = complaint(store.url, 'worker', '--tickers', 'AAPL');
    expect(said).toMatch(/^✗ .* pg-boss is not installed: npm install pg-boss@10$/m);
  });
});

describe('storage beside all of its drivers', () => {
  test('loads none of them before a store is opened, and then the one that is needed', () => {
    const imported = modulesOf(`await import('@ingest/storage');`);
    expect(imported.length).toBeGreaterThan(0);
    expect(imported.filter(isDriver)).toEqual([]);
    const opened = modulesOf(`const { createStore } = await import('@ingest/storage');
const store = await createStore('sqlite:modules.db');
await store.open({ create: true });
await store.close();`);
    expect(opened.filter(isDriver).every((url) => url.includes('/better-sqlite3/'))).toBe(true);
    expect(opened.filter(isDriver)).not.toEqual([]);
  });

  const isDriver = (url: string) =>
    Object.keys(manifest('storage').peerDependencies ?? {}).some((name) => url.includes(`/node_modules/${name}/`));

  /** The urls of all modules that are loaded when the code runs. */
  function modulesOf(code: string): string[] {
    const hook = `import { writeSync } from 'node:fs';
export async function load(url, context, next) {
  writeSync(2, url + '\\n');
  return next(url, context);
}`;
    writeFiles(app, {
      'hook.mjs': hook,
      'modules.mjs': `import { register } from 'node:module';
register('./hook.mjs', import.meta.url);
${code}`,
    });
    return run(app, 'node', ['modules.mjs']).stderr.trim().split('\n');
  }
});

describe('storage without better-sqlite3', () => {
  test('has a memory store that works', () => {
    const script = `import { createStore } from '@ingest/storage';
const store = await createStore('memory:');
await store.open({ create: true });
await store.close();
console.log('closed');`;
    expect(run(bare, 'node', ['--input-type=module', '-e', script]).stdout).toBe('closed\n');
  });

  test('names the package to install when a SQLite store is opened, with an error that core recognises', () => {
    const script = `import { IngestError } from '@ingest/core';
import { createSqliteStore } from '@ingest/storage/sqlite';
try {
  const store = createSqliteStore({ path: 'a.db' });
  await store.open({ create: true });
} catch (error) {
  console.log(IngestError.is(error), error.code, error.message, error.hint);
}`;
    const { stdout } = run(bare, 'node', ['--input-type=module', '-e', script]);
    expect(stdout).toMatch(/^true DRIVER_MISSING .*better-sqlite3/);
  });

  test.each([
    ['postgres://ann@db.example/news', 'pg@8'],
    ['dynamodb://news?region=eu-central-1', '@aws-sdk/client-dynamodb@3'],
  ])('names the package to install when %s is opened, and loads nothing heavy before', (url, driver) => {
    const script = `import { createStore } from '@ingest/storage';
const store = await createStore('${url}');
try {
  await store.open({ create: true });
} catch (error) {
  console.log(error.code, error.message);
}`;
    const { stdout } = run(bare, 'node', ['--input-type=module', '-e', script]);
    expect(stdout).toMatch(/^DRIVER_MISSING .*npm install /);
    expect(stdout.trim().endsWith(`npm install ${driver}`)).toBe(true);
  });
});

function install(name: string, tarballs: readonly string[]): string {
  const target = join(folder, name);
  writeFiles(target, { 'package.json': { name, private: true, type: 'module' } });
  const quick = long && name === 'app' ? [] : ['--ignore-scripts'];
  run(target, 'npm', ['install', '--no-audit', '--no-fund', '--prefer-offline', ...quick, ...tarballs]);
  return target;
}

function installed(name: string, file = ''): string {
  return join(app, 'node_modules/@ingest', name, file);
}

function manifest(name: string): Manifest {
  return JSON.parse(readFileSync(installed(name, 'package.json'), 'utf8'));
}

function filesOf(name: string): string[] {
  const entries = readdirSync(installed(name), { recursive: true, encoding: 'utf8' });
  return entries.filter((file) => !file.startsWith('node_modules'));
}

/** What may be imported: code (an entry with types) or data (a file as it is; patterns are filled in). */
function subpaths(kind: 'code' | 'data'): string[] {
  return packageNames.flatMap((name) => {
    const entries = Object.entries(manifest(name).exports ?? {});
    const wanted = entries.filter(([, target]) => (typeof target === 'string') === (kind === 'data'));
    return wanted.flatMap(([subpath]) => {
      if (!subpath.includes('*')) return [posix.join(`@ingest/${name}`, subpath)];
      const pattern = new RegExp(`^${subpath.slice(2).replaceAll('.', '\\.').replace('*', '[^/]+')}$`);
      return filesOf(name)
        .filter((file) => pattern.test(file))
        .map((file) => `@ingest/${name}/${file}`);
    });
  });
}
