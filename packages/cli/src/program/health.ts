import { type Command, Option } from 'commander';
import { type Act, command, output, settings } from './parts.js';

/** The commands that say how the whole stands, and what people are told of it. */
export function addHealth(program: Command, act: Act): void {
  addStatus(program, act);
  addAlerts(program, act);
}

function addStatus(program: Command, act: Act): void {
  const text = 'show on one screen how the whole stands; it only reads';
  output(settings(command(program, 'status', text, 'ingest status || echo "look at it"')))
    .addHelpText('after', 'Exit code: 0 ok, 1 warning, 2 critical, 3 unknown (nothing to read, or no run yet).')
    .option('--source <list>', 'as for run')
    .action((flags) => act(async () => (await import('../commands/status.js')).status(flags)));
}

function addAlerts(program: Command, act: Act): void {
  const text = 'show what is wrong and what was; mute it, or test who is told';
  const alerts = command(program, 'alerts', text, 'ingest alerts');
  output(
    settings(
      command(alerts, 'list', 'the default: open incidents, then resolved ones, newest first', 'ingest alerts --all', {
        isDefault: true,
      }),
    ),
  )
    .addOption(new Option('--limit <number>', 'at most so many (default: 20 in a table, else all)').conflicts('all'))
    .option('--all', 'all that are kept: resolved ones for 30 days')
    .action((flags) => act(async () => (await import('../commands/alerts.js')).list(flags)));
  output(
    settings(
      command(alerts, 'show', 'one incident: all that is known, and who was told', 'ingest alerts show 01K6ZQ4T8R'),
    ),
  )
    .argument('<incident>', 'its id, or a beginning that only it has')
    .action((id: string, flags) => act(async () => (await import('../commands/alerts.js')).show(id, flags)));
  output(
    settings(
      command(
        alerts,
        'mute',
        'tell nobody of a kind for a while; it is kept and shown all the same',
        'ingest alerts mute SOURCE_DEGRADED --source finnhub --for 2h',
      ),
    ),
  )
    .argument('<kind>', 'such as NO_NEWS, in either case')
    .requiredOption('--for <length>', 'how long: 30m, 2h, 1d, at most 30d')
    .option('--source <name>', 'only of this source')
    .action((kind: string, flags) => act(async () => (await import('../commands/alerts.js')).mute(kind, flags)));
  output(settings(command(alerts, 'unmute', 'tell people of a kind again', 'ingest alerts unmute NO_NEWS')))
    .argument('<kind>', 'such as NO_NEWS, in either case')
    .option('--source <name>', 'the mute of this source')
    .action((kind: string, flags) => act(async () => (await import('../commands/alerts.js')).unmute(kind, flags)));
  output(
    settings(
      command(alerts, 'test', 'send an alert and its end to everybody who is told of them', 'ingest alerts test'),
    ),
  )
    .argument('[kind]', 'which one to send, marked as a test (default: COLLECTION_FAILURES)')
    .addHelpText('after', 'Exit code: 0 when it arrived everywhere, 4 when it did not.')
    .action((kind: string | undefined, flags) =>
      act(async () => (await import('../commands/alerts-test.js')).test(kind, flags)),
    );
}
