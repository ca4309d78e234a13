import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { directImports } from '../lib/direct-imports.mjs';
import { root as repository } from '../lib/root.mjs';

const fromTsup = createRequire(createRequire(join(repository, 'package.json')).resolve('tsup'));
const { build } = fromTsup('esbuild') as { build: (options: object) => Promise<unknown> };

const isApart = (path: string) => path.startsWith('./calendar/');

/** Two commands that each use one room of a package that has both. */
function workspace() {
  const root = mkdtempSync(join(tmpdir(), 'ingest-direct-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const files = {
    'packages/core/src/index.ts': `export { heavy as calendar } from './calendar/heavy.js';\nexport { type Light, light } from './light.js';\n`,
    'packages/core/src/calendar/heavy.ts': `console.log('heavy is loaded');\nexport const heavy = () => 'heavy';\n`,
    'packages/core/src/light.ts': `export type Light = string;\nexport const light = (): Light => 'light';\n`,
    'packages/cli/src/bin.ts': `void import('./one.js'); void import('./two.js');\n`,
    'packages/cli/src/one.ts': `import { type Light, light as mine } from '@ingest/core';\nconst text: Light = mine();\nconsole.log(text);\n`,
    'packages/cli/src/two.ts': `import { calendar, light } from '@ingest/core';\nimport type { Light } from '@ingest/core';\nconst text: Light = calendar() + light();\nconsole.log(text);\n`,
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** The package as a workspace finds it, and the plugin. */
function withPlugin(root: string): object {
  const alias = { '@ingest/core': join(root, 'packages/core/src/index.ts') };
  return { alias, plugins: [directImports(alias, isApart)] };
}

test('a command loads a room apart only where it uses it, under the names that the index gives it', async () => {
  const root = workspace();
  await build({
    entryPoints: [join(root, 'packages/cli/src/bin.ts')],
    outdir: join(root, 'dist'),
    bundle: true,
    splitting: true,
    format: 'esm',
    logLevel: 'silent',
    ...withPlugin(root),
  });
  const built = readdirSync(join(root, 'dist')).map((name) => ({
    name,
    text: readFileSync(join(root, 'dist', name), 'utf8'),
  }));
  const [one, two] = ['one-', 'two-'].map((start) => built.find(({ name }) => name.startsWith(start))?.text ?? '');
  const textOf = (text = '') =>
    text +
    built
      .filter(({ name }) => text.includes(name))
      .map((part) => part.text)
      .join('');
  expect(textOf(one)).toContain('"light"');
  expect(textOf(one)).not.toContain('heavy');
  expect(textOf(two)).toContain('"light"');
  expect(two).toContain('heavy is loaded');
});

test('a name that the index does not have stops the build', async () => {
  const root = workspace();
  writeFileSync(
    join(root, 'packages/cli/src/one.ts'),
    `import { nothing } from '@ingest/core';\nconsole.log(nothing);\n`,
  );
  const failing = build({
    entryPoints: [join(root, 'packages/cli/src/one.ts')],
    bundle: true,
    write: false,
    logLevel: 'silent',
    ...withPlugin(root),
  });
  await expect(failing).rejects.toThrow('nothing');
});
