import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../lib/root.mjs';
import { temporaryFolder, writeFiles } from './support/sample-workspace.js';

const timer = 'export const wait = (ms: number, done: () => void) => setTimeout(done, ms);\n';
const core = 'packages/core/src/a.ts';
const globals = 'style/noRestrictedGlobals';

test.each([
  ['core converts with Date outside of its room', core, 'export const a = new Date(0);\n', globals],
  ['core names Date as a type', core, 'export type A = Date;\n', globals],
  ['core starts a timer', core, timer, globals],
  ['the room of instants starts a timer', 'packages/core/src/time/instant.ts', timer, globals],
  ['core reads performance', core, 'export const a = performance.now();\n', globals],
  ['core reads process', core, 'export const a = process.pid;\n', globals],
  ['core fetches', core, "export const a = () => fetch('http://127.0.0.1');\n", globals],
  ['core reaches for a global by a detour', core, 'export const a = globalThis.fetch;\n', globals],
  ['core prints', core, "console.error('a');\n", 'suspicious/noConsole'],
  ['the command line prints past its output', 'packages/cli/src/a.ts', "console.log('a');\n", 'suspicious/noConsole'],
  [
    'a store reads the environment',
    'packages/storage/src/a.ts',
    'export const a = process.env.A;\n',
    'style/noProcessEnv',
  ],
  ['a command reads the environment', 'packages/cli/src/a.ts', 'export const a = process.env;\n', 'style/noProcessEnv'],
  ['anything is any', 'packages/adapters/src/a.ts', 'export const a = (b: any) => b;\n', 'suspicious/noExplicitAny'],
])('lint refuses it when %s', (_, path, text, rule) => {
  expect(lint({ [path]: text })).toContain(`${path} lint/${rule}`);
});

test('lint lets the rooms of time, of the environment and of tests do their work', () => {
  const files = {
    'packages/core/src/time/system-clock.ts': timer,
    'packages/core/src/time/instant.ts': 'export const iso = (at: number) => new Date(at).toISOString();\n',
    'packages/core/src/plain.ts': 'export const plain = (process: string) => process.trim();\n',
    'packages/cli/src/env.ts': 'export const env = process.env;\n',
    'packages/core/test/a.test.ts': 'console.log(process.env, Date.now());\n',
  };
  expect(lint(files)).toEqual([]);
});

interface Diagnostic {
  readonly category: string;
  readonly location: { readonly path: string };
}

/** What Biome finds in these files under the rules of this workspace. */
function lint(files: Readonly<Record<string, string>>): string[] {
  const folder = writeFiles(temporaryFolder(), { ...files, '.gitignore': 'node_modules/\n' });
  cpSync(join(root, 'biome.json'), join(folder, 'biome.json'));
  const biome = join(root, 'node_modules/.bin/biome');
  const { stdout } = spawnSync(biome, ['lint', '--reporter=json', 'packages'], { cwd: folder, encoding: 'utf8' });
  const { summary, diagnostics } = JSON.parse(stdout);
  expect(summary.changed + summary.unchanged).toBe(Object.keys(files).length);
  return diagnostics.map(({ category, location }: Diagnostic) => `${location.path} ${category}`);
}
