import type { Command, CommanderError } from 'commander';
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
    return isCommanderError(error) ? failUsage(error, meantCommand(program, argv), argv) : fail(error, argv);
  }
}

/** The command that a command line names, as far as it is one: `ingest db backup`. */
function meantCommand(program: Command, argv: readonly string[]): string {
  const names = [program.name()];
  let command: Command = program;
  for (const word of argv) {
    const child = command.commands.find((one) => one.name() === word);
    if (child === undefined) continue;
    names.push(word);
    command = child;
  }
  return names.join(' ');
}

function isCommanderError(error: unknown): error is CommanderError {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');
}
