import type { Command } from 'commander';
import { type Act, command, configured, output } from './parts.js';

/** The command that says what fits the limits of the sources. */
export function addPlan(program: Command, act: Act): void {
  const text = 'say before the first request whether tickers and schedule fit the published limits of the sources';
  output(configured(command(program, 'plan', text, 'ingest plan --tickers-from tickers.txt')))
    .option('--tickers <list>', 'as for run')
    .option('--tickers-from <file>', 'the tickers of a file: one a line, or separated by commas')
    .option('--source <list>', 'another chain than the configured one')
    .option('--mode <mode>', 'as for run')
    .addHelpText('after', '\nAsks nobody. What does not fit is said, and the exit code is 0 all the same.')
    .action((flags) => act(async () => (await import('../commands/plan.js')).plan(flags)));
}
