import { chmodSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { exec } from '../lib/pnpm.mjs';
import { temporaryFolder, writeFiles } from './support/sample-workspace.js';

test('a program runs with the tools of the workspace first on the path, then on the path it was given', () => {
  const folder = writeFiles(temporaryFolder(), { node: '#!/bin/sh\necho another node\n' });
  chmodSync(join(folder, 'node'), 0o755);
  const env = { ...process.env, PATH: [folder, process.env.PATH].join(delimiter) };
  const say = (command: [string, ...string[]]) => exec(command, { env, stdio: 'pipe', encoding: 'utf8' }).stdout;
  expect(say(['node', '--version'])).toBe('another node\n');
  expect(say(['sh', '-c', 'command -v biome'])).toMatch(/node_modules\/\.bin\/biome\n$/);
});
