import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { addCalendar } from './program/calendar.js';
import { addDb } from './program/db.js';
import { addDeliveries } from './program/deliveries.js';
import { addHealth } from './program/health.js';
import { type Act, command, output, settings } from './program/parts.js';
import { addPlan } from './program/plan.js';
import { addSentiment } from './program/sentiment.js';

/** The command tree, and nothing else: what a command does is loaded when it is chosen. */
export function createProgram(act: Act): Command {
  const program = new Command('ingest')
    .description('A trustworthy, de-duplicated feed of market news in a database of your own.')
    .version(version(), '-V, --version')
    .helpOption('-h, --help', 'show what a command does, with an example')
    .showSuggestionAfterError()
    // What is wrong with a command line is said once, by whoever called us.
    .configureOutput({ outputError: () => {} })
    .configureHelp({ showGlobalOptions: false })
    .exitOverride();
  program.addHelpText('after', '\nTry it: ingest run --tickers AAPL,MSFT');

  settings(command(program, 'run', 'collect news once, or replay recordings', 'ingest run --tickers AAPL,MSFT,BRK.B'))
    .option('--tickers <list>', 'which tickers, separated by commas')
    .option('--source <list>', 'the chain of sources instead of the configured one, such as tiingo,finnhub')
    .addOption(
      new Option('--mode <mode>', 'failover: the first source that answers; parallel: all of them').choices([
        'failover',
        'parallel',
      ]),
    )
    .option(
      '--since <time>',
      'how far back to read: 90m, 24h, 7d or an instant (default: from where the last run ended, 24h at first)',
    )
    .option('--from <time>', 'read what was published from here on, such as 2026-06-01')
    .option('--to <time>', 'and up to here (default: now)')
    .option('--record <file>', 'write what was exchanged as HAR, without secrets')
    .option('--replay <path>', 'run on a recording or a directory of them: no network, no key, no waiting')
    .option('--when-open', 'do nothing outside of the regular session of the exchange, and exit with 0: for cron')
    .option('--dry-run', 'ask and judge, but write nothing')
    .option('--announce', 'with --from: tell the sinks of the stories, too')
    .option('--deliver', 'with --replay: send what the replay announces to the sinks')
    .option('--json', 'print the report as one JSON value')
    .option('-q, --quiet', 'print nothing but errors')
    .action((flags) => act(async () => (await import('./commands/run.js')).run(flags)));

  settings(command(program, 'watch', 'collect on the marks of the clock, deliver and look for trouble', 'ingest watch'))
    .option('--tickers <list>', 'as for run')
    .option('--source <list>', 'as for run')
    .option('--mode <mode>', 'as for run')
    .option('--record <directory>', 'write what each run exchanged there as HAR, without secrets')
    .option('--http <address>', 'serve health, metrics, status and stories there, such as 127.0.0.1:8787')
    .option('-q, --quiet', 'print nothing but errors')
    .action((flags) => act(async () => (await import('./commands/watch.js')).watch(flags)));

  settings(
    command(program, 'worker', 'work in a fleet that shares a Postgres store', 'ingest worker --jobs 4'),
    'postgres://user@host/database (default: the configured one)',
  )
    .option('--tickers <list>', 'as for run')
    .option('--source <list>', 'as for run')
    .option('--mode <mode>', 'as for run')
    .option('--jobs <number>', 'how many jobs it makes at once, 16 at most (default: 2)')
    .option('--batch <number>', 'how many tickers make a job, the same for the whole fleet (default: 20)')
    .option('--http <address>', 'as for watch')
    .option('-q, --quiet', 'print nothing but errors')
    .action((flags) => act(async () => (await import('./commands/worker.js')).worker(flags)));

  output(settings(command(program, 'items', 'show stories, newest first', 'ingest items --ticker AAPL --since 24h')))
    .option('--ticker <list>', 'only stories about these tickers')
    .option('--by-source <list>', 'only stories that one of these sources carried')
    .option('--since <time>', 'published at or after: 24h, 2026-06-04 or an instant')
    .option('--until <time>', 'published up to')
    .option('--search <words>', 'words that all stand in headline or description')
    .option('--sentiment <list>', 'only stories that are positive, neutral or negative')
    .option('--min-confidence <share>', 'only stories whose sentiment is at least so sure: 0 to 1')
    .option('--min-relevance <share>', 'with --ticker: only stories that are at least so much about it: 0 to 1')
    .option('--min-publishers <number>', 'only stories that so many independent publishers carried')
    .option('--revisions', 'the texts that a story had before, too, with the time at which each was seen')
    .option('--as-of <time>', 'nothing but what the store knew then: stories, texts, tickers, who had carried them')
    .option('--limit <number>', 'at most so many (default: 50 in a table, else all)')
    .option('--format <format>', 'table, csv or ndjson (default: table)')
    .action((flags) => act(async () => (await import('./commands/items.js')).items(flags)));

  output(
    settings(
      command(
        program,
        'explain',
        'say why articles are one story, and why the nearest other one is not',
        'ingest explain 5f0c83b2',
      ),
    ),
  )
    .argument('<story>', 'a key of the story, 8 characters of it or more, or the id of an article, such as tiingo:123')
    .action((text: string, flags) => act(async () => (await import('./commands/explain.js')).explain(text, flags)));

  output(settings(command(program, 'events', 'show collections, newest first', 'ingest events --since 2h')))
    .option('--run <runId>', 'only of this run')
    .option('--by-source <name>', 'only of this source')
    .option('--since <time>', 'started at or after')
    .option('--limit <number>', 'at most so many (default: 50 in a table, else all)')
    .option('--rejected', 'the items that were refused instead, and why')
    .action((flags) => act(async () => (await import('./commands/events.js')).events(flags)));

  output(settings(command(program, 'sources', 'show the chain of sources and how each is doing', 'ingest sources')))
    .option('--source <list>', 'another chain than the configured one')
    .action((flags) => act(async () => (await import('./commands/sources.js')).sources(flags)));

  addSentiment(program, act);
  addCalendar(program, act);
  addPlan(program, act);

  output(command(program, 'init', 'write a configuration and a place for the keys', 'ingest init --tickers AAPL,MSFT'))
    .option('--tickers <list>', 'which tickers (default: AAPL,MSFT)')
    .option('--systemd', 'write units of systemd for watch, run and worker instead, and say how to install them')
    .option('--dir <directory>', 'with --systemd: where to (default: here)')
    .option('--force', 'overwrite what is there')
    .action((flags) =>
      act(async () =>
        flags.systemd
          ? (await import('./commands/init-systemd.js')).initSystemd(flags)
          : (await import('./commands/init.js')).init(flags),
      ),
    );

  const config = command(program, 'config', 'show or check the configuration', 'ingest config show');
  for (const [name, text, choose] of [
    ['show', 'every setting with its value and where it came from', 'showConfig'],
    ['validate', 'say whether the configuration can be used', 'validateConfig'],
  ] as const) {
    output(settings(command(config, name, text, `ingest config ${name}`)))
      .option('--tickers <list>', 'as for run')
      .option('--source <list>', 'as for run')
      .option('--mode <mode>', 'as for run')
      .action((flags) => act(async () => (await import('./commands/config.js'))[choose](flags)));
  }

  output(settings(command(program, 'doctor', 'check everything that a run needs, and say what to do', 'ingest doctor')))
    .option('--tickers <list>', 'as for run')
    .option('--source <list>', 'as for run')
    .action((flags) => act(async () => (await import('./commands/doctor.js')).doctor(flags)));

  addHealth(program, act);
  addDeliveries(program, act);
  addDb(program, act);

  command(
    program,
    'completion',
    'print a completion script for a shell',
    'ingest completion bash > ~/.local/share/bash-completion/completions/ingest',
  )
    .argument('<shell>', 'bash, zsh or fish')
    .action((shell: string) => act(async () => (await import('./commands/completion.js')).completion(shell, program)));
  addHelp(program);
  return program;
}

/** Commander's own knows only commands of the first level. */
function addHelp(program: Command): void {
  command(program, 'help', 'show what a command does', 'ingest help db prune')
    .argument('[command...]', 'which command')
    .action((names: readonly string[]) => {
      const target = names.reduce<Command | undefined>(
        (parent, name) => parent?.commands.find((child) => child.name() === name),
        program,
      );
      if (target === undefined)
        program.error(`error: unknown command '${names.join(' ')}'`, { code: 'commander.unknownCommand' });
      target.outputHelp();
    });
}

function version(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
