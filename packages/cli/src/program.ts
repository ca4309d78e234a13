import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { addHealth } from './program/health.js';
import { type Act, command, configured, output, settings } from './program/parts.js';

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

  output(settings(command(program, 'items', 'show stories, newest first', 'ingest items --ticker AAPL --since 24h')))
    .option('--ticker <list>', 'only stories about these tickers')
    .option('--by-source <list>', 'only stories that one of these sources carried')
    .option('--since <time>', 'published at or after: 24h, 2026-06-04 or an instant')
    .option('--until <time>', 'published up to')
    .option('--search <words>', 'words that all stand in headline or description')
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

  addCalendar(program, act);
  addPlan(program, act);

  output(command(program, 'init', 'write a configuration and a place for the keys', 'ingest init --tickers AAPL,MSFT'))
    .option('--tickers <list>', 'which tickers (default: AAPL,MSFT)')
    .option('--systemd', 'write units of systemd for watch and for run instead, and say how to install them')
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

function addCalendar(program: Command, act: Act): void {
  const text = 'show when the exchange trades: now, at a time, in a month, in a stretch of days';
  output(configured(command(program, 'calendar', text, 'ingest calendar --month 2026-11')))
    .addOption(
      new Option('--calendar <name>', 'which exchange (default: the configured one)').choices(['XNYS', 'XNAS']),
    )
    .option('--at <time>', 'the phase, the session and what comes next at this time: 24h (ago), a date or an instant')
    .option('--month <month>', 'the sessions of a month, such as 2026-11')
    .option('--from <date>', 'the sessions from this date on, at the exchange, such as 2026-01-01')
    .option('--to <date>', 'and up to this one, included')
    .action((flags) => act(async () => (await import('./commands/calendar.js')).calendar(flags)));
}

function addPlan(program: Command, act: Act): void {
  const text = 'say before the first request whether tickers and schedule fit the published limits of the sources';
  output(configured(command(program, 'plan', text, 'ingest plan --tickers-from tickers.txt')))
    .option('--tickers <list>', 'as for run')
    .option('--tickers-from <file>', 'the tickers of a file: one a line, or separated by commas')
    .option('--source <list>', 'another chain than the configured one')
    .option('--mode <mode>', 'as for run')
    .addHelpText('after', '\nAsks nobody. What does not fit is said, and the exit code is 0 all the same.')
    .action((flags) => act(async () => (await import('./commands/plan.js')).plan(flags)));
}

function addDeliveries(program: Command, act: Act): void {
  const text = 'show what was sent to the sinks and what waits, send it again or give it up';
  const deliveries = command(program, 'deliveries', text, 'ingest deliveries --state dead');
  output(
    settings(
      command(deliveries, 'list', 'the default: deliveries, newest first', 'ingest deliveries --state dead,pending', {
        isDefault: true,
      }),
    ),
  )
    .option('--state <list>', 'only in these states: pending, delivered, dead, dropped, replayed')
    .option('--sink <name>', 'only to this sink')
    .option('--limit <number>', 'at most so many (default: 50 in a table, else all)')
    .action((flags) => act(async () => (await import('./commands/deliveries.js')).list(flags)));
  output(
    settings(
      command(
        deliveries,
        'show',
        'one event: what it announced and what became of it',
        'ingest deliveries show 01K6ZQ4T8R0000000000000000',
      ),
    ),
  )
    .argument('<event>', 'its id')
    .action((event: string, flags) => act(async () => (await import('./commands/deliveries.js')).show(event, flags)));
  for (const [name, does] of [
    ['retry', 'send dead and dropped ones again, under the same ids; enables a disabled sink'],
    ['drop', 'give up what is pending or dead'],
  ] as const) {
    output(settings(command(deliveries, name, does, `ingest deliveries ${name} --sink webhook-19f13522`)))
      .argument('[event]', 'only of this event')
      .option('--sink <name>', 'only to this sink')
      .option('--all', 'all there are')
      .action((event: string | undefined, flags) =>
        act(async () => (await import('./commands/deliveries.js'))[name](event, flags)),
      );
  }
  output(
    configured(
      command(
        deliveries,
        'test',
        'send a test alert through one sink now, past the store; ends with 4 when it is not taken',
        'ingest deliveries test webhook-19f13522',
      ),
    ),
  )
    .argument('<sink>', 'its name, as ingest doctor shows it')
    .action((sink: string, flags) =>
      act(async () => (await import('./commands/test-delivery.js')).testDelivery(sink, flags)),
    );
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

function addDb(program: Command, act: Act): void {
  const db = command(program, 'db', 'look after the store', 'ingest db check');
  for (const [name, text] of [
    ['migrate', 'make the store, or bring its schema up to date'],
    ['check', 'read everything and report what does not hold together'],
    ['digest', 'print one line that is equal for equal news'],
  ] as const) {
    output(settings(command(db, name, text, `ingest db ${name} --store sqlite:news.db`))).action((flags) =>
      act(async () => (await import('./commands/db.js'))[name](flags)),
    );
  }
  output(
    settings(
      command(db, 'backup', 'make a consistent copy, also while a run writes', 'ingest db backup news-backup.db'),
    ),
  )
    .argument('<file>', 'where to; never overwritten')
    .action((file: string, flags) => act(async () => (await import('./commands/db.js')).backup(file, flags)));
  output(
    settings(
      command(db, 'requeue', 'judge rejected items once more, after an update', 'ingest db requeue --tickers AAPL'),
    ),
  )
    .option('--tickers <list>', 'as for run')
    .option('--source <list>', 'only items of these sources')
    .action((flags) => act(async () => (await import('./commands/requeue.js')).requeue(flags)));
  output(
    settings(
      command(db, 'prune', 'remove old events and rejected items, and stories before a date', 'ingest db prune'),
    ),
  )
    .option('--events-older-than <time>', 'keep younger events and rejected items (default: 30d)')
    .option('--stories-before <time>', 'remove stories published before; one read again later is a duplicate')
    .action((flags) => act(async () => (await import('./commands/db.js')).prune(flags)));
}

function version(): string {
  const manifest = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
