import type { Command } from 'commander';
import { type Act, command, configured, output, settings } from './parts.js';

/** The commands that look after the store. */
export function addDb(program: Command, act: Act): void {
  const db = command(program, 'db', 'look after the store', 'ingest db check');
  for (const [name, text] of [
    ['migrate', 'make the store, or bring its schema up to date'],
    ['check', 'read everything and report what does not hold together'],
    ['digest', 'print one line that is equal for equal news'],
  ] as const) {
    output(settings(command(db, name, text, `ingest db ${name} --store sqlite:news.db`))).action((flags) =>
      act(async () => (await import('../commands/db.js'))[name](flags)),
    );
  }
  output(
    settings(
      command(db, 'backup', 'make a consistent copy, also while a run writes', 'ingest db backup news-backup.db'),
    ),
  )
    .argument('<file>', 'where to; never overwritten')
    .action((file: string, flags) => act(async () => (await import('../commands/db.js')).backup(file, flags)));
  output(
    configured(
      command(
        db,
        'copy',
        'copy everything to another store, which must be empty; goes on where it was broken off',
        'ingest db copy sqlite:news.db postgres://ingest@db.example/news',
      ),
    ),
  )
    .argument('<from>', 'a store, named as for --store; only read, and kept from being worked on')
    .argument('<to>', 'another store, named so; made if it is not there')
    .action((from: string, to: string, flags) =>
      act(async () => (await import('../commands/db-copy.js')).copy(from, to, flags)),
    );
  output(
    settings(
      command(db, 'requeue', 'judge rejected items once more, after an update', 'ingest db requeue --tickers AAPL'),
    ),
  )
    .option('--tickers <list>', 'as for run')
    .option('--source <list>', 'only items of these sources')
    .action((flags) => act(async () => (await import('../commands/requeue.js')).requeue(flags)));
  output(
    settings(
      command(db, 'prune', 'remove old events and rejected items, and stories before a date', 'ingest db prune'),
    ),
  )
    .option('--events-older-than <time>', 'keep younger events and rejected items (default: 30d)')
    .option('--stories-before <time>', 'remove stories published before; one read again later is a duplicate')
    .action((flags) => act(async () => (await import('../commands/db.js')).prune(flags)));
}
