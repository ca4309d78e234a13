import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { commonJsNames } from '../lib/commonjs-names.mjs';
import { root } from '../lib/root.mjs';
import { temporaryFolder, writeFiles } from './support/sample-workspace.js';

const fromTsup = createRequire(createRequire(join(root, 'package.json')).resolve('tsup'));

const files = {
  'node_modules/old/package.json': { name: 'old', version: '1.0.0', main: 'index.js' },
  'node_modules/old/index.js': 'module.exports = () => 1;\nmodule.exports.two = 2;\n',
  'node_modules/new/package.json': { name: 'new', version: '1.0.0', type: 'module', exports: './index.js' },
  'node_modules/new/index.js': 'export const three = 3;\n',
  'node_modules/both/package.json': { name: 'both', version: '1.0.0', main: 'index.js', module: 'es/index.js' },
  'node_modules/both/index.js': 'exports.four = 4;\n',
  'node_modules/both/es/index.js': 'export const four = 4;\n',
  'main.js': `const { default: one, two } = await import('old');
const { three } = await import('new');
export const found = [one(), two, three];
`,
};

test('a bundle gives the names of a CommonJS package that is imported when needed, as Node does', async () => {
  expect(await bundled([commonJsNames])).toEqual([1, 2, 3]);
});

test('a package that has a form for bundlers is taken in that form, whatever its type', async () => {
  const main = "export const found = (await import('both')).four;\n";
  expect(await bundled([commonJsNames], { ...files, 'main.js': main }, ['module', 'main'])).toBe(4);
});

test('without it they would be missing', async () => {
  expect(await bundled([])).toEqual([1, undefined, 3]);
});

async function bundled(plugins: readonly object[], sources = files, mainFields?: readonly string[]): Promise<unknown> {
  const folder = writeFiles(temporaryFolder(), sources);
  await fromTsup('esbuild').build({
    entryPoints: [join(folder, 'main.js')],
    outdir: join(folder, 'dist'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    plugins,
    ...(mainFields && { mainFields }),
  });
  return (await import(pathToFileURL(join(folder, 'dist/main.mjs')).href)).found;
}
