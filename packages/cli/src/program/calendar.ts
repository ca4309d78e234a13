import { type Command, Option } from 'commander';
import { type Act, command, configured, output } from './parts.js';

/** The command that says when the exchange trades. */
export function addCalendar(program: Command, act: Act): void {
  const text = 'show when the exchange trades: now, at a time, in a month, in a stretch of days';
  output(configured(command(program, 'calendar', text, 'ingest calendar --month 2026-11')))
    .addOption(
      new Option('--calendar <name>', 'which exchange (default: the configured one)').choices(['XNYS', 'XNAS']),
    )
    .option('--at <time>', 'the phase, the session and what comes next at this time: 24h (ago), a date or an instant')
    .option('--month <month>', 'the sessions of a month, such as 2026-11')
    .option('--from <date>', 'the sessions from this date on, at the exchange, such as 2026-01-01')
    .option('--to <date>', 'and up to this one, included')
    .action((flags) => act(async () => (await import('../commands/calendar.js')).calendar(flags)));
}
