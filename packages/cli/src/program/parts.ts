import type { Command } from 'commander';

/** Runs a command and keeps its exit code. */
export type Act = (work: () => Promise<number>) => Promise<void>;

/** A command below another one, with its example. */
export function command(
  parent: Command,
  name: string,
  description: string,
  example: string,
  options: { readonly isDefault?: boolean } = {},
): Command {
  return parent
    .command(name, options)
    .description(description)
    .addHelpText('after', `\nExample: ${example}`)
    .exitOverride();
}

/** Options of every command that opens the store. */
export function settings(target: Command, store = anyStore): Command {
  return look(file(target).option('--store <url>', store));
}

const anyStore =
  'sqlite:news.db, a path, postgres://user@host/database, dynamodb://table, memory: or a module of your own (default: sqlite:ingest.db)';

/** Options of a command that reads the configuration and no store. */
export function configured(target: Command): Command {
  return look(file(target));
}

function file(target: Command): Command {
  return target.option(
    '--config <file>',
    'the configuration (default: ingest.config.yaml, looked for upward from here)',
  );
}

function look(target: Command): Command {
  return target
    .option('--no-color', 'no colour')
    .option('-v, --verbose', 'show the trace of a bug; with run, log every event to stderr');
}

/** Options of every command that prints data. */
export function output(target: Command): Command {
  return target.option('--json', 'print one JSON value').option('-q, --quiet', 'print nothing but data and errors');
}
