import type { CommanderError } from 'commander';
import { exitCodes } from './exit-codes.js';
import { createProgram } from './program.js';

/** Parses, runs, and turns whatever goes wrong into words and an exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  let exitCode: number = exitCodes.ok;
  const program = createProgram(async (work) => {
    exitCode = await work();
  });
  try {
    await program.parseAsync(argv as string[], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (isCommanderError(error) && error.exitCode === 0) return exitCodes.ok;
    const { fail, failUsage } = await import('./fail.js');
    return isCommanderError(error) ? failUsage(error, argv) : fail(error, argv);
  }
}

function isCommanderError(error: unknown): error is CommanderError {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');
}
