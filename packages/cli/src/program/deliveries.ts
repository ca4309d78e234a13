import type { Command } from 'commander';
import { type Act, command, configured, output, settings } from './parts.js';

/** The commands of what was sent to the sinks. */
export function addDeliveries(program: Command, act: Act): void {
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
    .action((flags) => act(async () => (await import('../commands/deliveries.js')).list(flags)));
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
    .action((event: string, flags) => act(async () => (await import('../commands/deliveries.js')).show(event, flags)));
  for (const [name, does] of [
    ['retry', 'send dead and dropped ones again, under the same ids; enables a disabled sink'],
    ['drop', 'give up what is pending or dead'],
  ] as const) {
    output(settings(command(deliveries, name, does, `ingest deliveries ${name} --sink webhook-19f13522`)))
      .argument('[event]', 'only of this event')
      .option('--sink <name>', 'only to this sink')
      .option('--all', 'all there are')
      .action((event: string | undefined, flags) =>
        act(async () => (await import('../commands/deliveries.js'))[name](event, flags)),
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
      act(async () => (await import('../commands/test-delivery.js')).testDelivery(sink, flags)),
    );
}
