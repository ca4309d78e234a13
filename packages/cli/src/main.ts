import type { CommanderError } from 'commander';
import { exitCodes } from './exit-codes.js';
import { createProgram } from './program.js';

/** Parses, runs, and turns whatever goes wrong into words and an exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  let exitCode: number = exitCodes.ok;
  const program = createProgram(async (work) => {
    exitCode = await work();
  });
  program.configureOutput({ writeErr: (text) => process.stderr.write(text.replace(/^error: /, '✗ ')) });
  for (const command of program.commands) command.copyInheritedSettings(program);
  try {
    await program.parseAsync(argv as string[], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (isCommanderError(error)) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage;
    return fail(error, argv);
  }
}

function isCommanderError(error: unknown): error is CommanderError {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('commander.');
}

/** An error of the closed list in words; anything else is a bug of ours, whose trace is for those who ask for it. */
async function fail(error: unknown, argv: readonly string[]): Promise<number> {
  const { IngestError, toError } = await import('@ingest/core');
  const { exitCodeOfError } = await import('./exit-codes.js');
  const { createOutput } = await import('./output.js');
  const output = createOutput({ json: argv.includes('--json'), color: !argv.includes('--no-color') });
  if (IngestError.is(error)) {
    const { code, message, hint } = error;
    const report = { code, message, ...(hint === undefined ? {} : { hint }) };
    if (output.isJson) output.json({ error: report });
    output.complain(report);
    return exitCodeOfError(code);
  }
  const { message, stack = message } = toError(error);
  const isVerbose = argv.includes('--verbose') || argv.includes('-v');
  process.stderr.write(
    isVerbose
      ? `${stack}\n`
      : `✗ a bug of ingest: ${message}\n  run it again with --verbose and report what it prints\n`,
  );
  if (output.isJson) output.json({ error: { code: 'BUG', message } });
  return exitCodes.bug;
}
