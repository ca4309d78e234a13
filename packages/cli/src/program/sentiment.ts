import type { Command } from 'commander';
import { type Act, command, output, settings } from './parts.js';

/** `ingest sentiment`. */
export function addSentiment(program: Command, act: Act): void {
  const sentiment = command(
    program,
    'sentiment',
    'show what the news about a ticker says, or score stored stories anew',
    'ingest sentiment AAPL --days 7',
  );
  output(
    settings(
      command(
        sentiment,
        'show',
        'good and bad news about a ticker, day by day',
        'ingest sentiment show AAPL --days 7',
        {
          isDefault: true,
        },
      ),
    ),
  )
    .argument('<ticker>', 'such as AAPL or BRK.B')
    .option('--days <number>', 'how many days of New York, today included (default: 7)')
    .option('--as-of <time>', 'as it was known then')
    .option('--min-relevance <share>', 'leave out stories that a source calls less about it: 0 to 1 (default: 0.2)')
    .option('--ask <list>', 'ask these sources for what they say of the ticker as a whole: one request each')
    .action((ticker: string, flags) =>
      act(async () => (await import('../commands/sentiment.js')).sentiment(ticker, flags)),
    );
  output(
    settings(
      command(
        sentiment,
        'rescore',
        'score stored stories anew; what was said before stays, and nothing is announced',
        'ingest sentiment rescore --missing-only --dry-run',
      ),
    ),
  )
    .option('--scorer <scorer>', 'lexicon, or a module of your own (default: the configured one)')
    .option('--since <time>', 'only stories published at or after: 7d, 2026-06-04 or an instant')
    .option('--missing-only', 'only stories of which nobody says anything')
    .option('--prefer', 'show its opinions instead of what sources state')
    .option('--dry-run', 'say how many labels would change, and change nothing')
    .action((flags) => act(async () => (await import('../commands/sentiment-rescore.js')).rescore(flags)));
}
