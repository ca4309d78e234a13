import { Command } from 'commander';
import { expect, it, vi } from 'vitest';
import { addHealth } from '../../src/program/health.js';

async function parsed(...args: string[]) {
  const act = vi.fn(async () => {});
  const program = new Command('ingest').exitOverride().configureOutput({ writeOut: () => {}, outputError: () => {} });
  addHealth(program, act);
  await program.parseAsync(args, { from: 'user' });
  return act;
}

it('takes alerts alone for their list', async () => {
  expect(await parsed('alerts', '--all')).toHaveBeenCalledOnce();
  expect(await parsed('alerts', 'list', '--limit', '3')).toHaveBeenCalledOnce();
});

it('insists on how long a kind is muted', async () => {
  await expect(parsed('alerts', 'mute', 'NO_NEWS')).rejects.toThrow('--for <length>');
  expect(await parsed('alerts', 'mute', 'NO_NEWS', '--for', '2h')).toHaveBeenCalledOnce();
});
