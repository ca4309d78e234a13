import { Command } from 'commander';
import { vi } from 'vitest';
import type { Act } from '../../src/program/parts.js';

/** Parses a command line with the commands that `add` adds; answers with what would have been done. */
export function parsedBy(add: (program: Command, act: Act) => void) {
  return async (...args: string[]) => {
    const act = vi.fn(async () => {});
    const program = new Command('ingest').exitOverride().configureOutput({ writeOut: () => {}, outputError: () => {} });
    add(program, act);
    await program.parseAsync(args, { from: 'user' });
    return act;
  };
}
