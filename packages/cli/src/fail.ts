import { IngestError, toError } from '@ingest/core';
import { exitCodeOfError } from './exit-code-of.js';
import { exitCodes } from './exit-codes.js';
import { createOutput } from './output.js';

/** An error of the closed list in words; anything else is a bug of ours, whose trace is for those who ask for it. */
export function fail(error: unknown, argv: readonly string[]): number {
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
  if (output.isJson)
    output.json({ error: { code: 'BUG', message, hint: 'run it again with --verbose and report what it prints' } });
  return exitCodes.bug;
}

/** A command line that cannot be parsed: commander's words in our form. `command`: the one that was meant, as it is typed. */
export function failUsage(
  { code, message }: Error & { readonly code: string },
  command: string,
  argv: readonly string[],
): number {
  // Without a command the help was shown instead of a message.
  if (code === 'commander.help') return exitCodes.usage;
  const hint = `see: ${command} --help`;
  return fail(new IngestError('CONFIG_INVALID', message.replace(/^error: /, ''), { hint }), argv);
}
