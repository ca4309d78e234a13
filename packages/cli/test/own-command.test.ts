import { spawnSync } from 'node:child_process';
import { isAbsolute } from 'node:path';
import { expect, it } from 'vitest';
import { ownCommand } from '../src/own-command.js';

it('names a Node and a file that are there, and that are the program', () => {
  const { node, bin } = ownCommand();
  expect([isAbsolute(node), isAbsolute(bin)]).toEqual([true, true]);
  expect(spawnSync(node, ['--check', bin]).status).toBe(0);
  expect(bin).toMatch(/bin\/ingest\.js$/);
});
