import { DAY_MS, type EpochMs, IngestError, type Store, systemClock, type Ticker, toIso, toTicker } from '@ingest/core';
import { composeSources, redactorOf } from '../compose.js';
import { type LoadedSettings, loadSettings, type SettingFlags } from '../config/load.js';
import { exitCodes } from '../exit-codes.js';
import { createOutput, type OutputOptions } from '../output.js';
import { parseEnd, parseLimit, parseShare } from '../parse-flag.js';
import { type ShownAggregate, sentimentLines } from '../render/sentiment-lines.js';
import { newYorkDate } from '../render/time.js';
import { type AskedAggregate, askAggregate } from '../sentiment/ask-aggregate.js';
import { SentimentCounter } from '../sentiment/summarise.js';
import { listenForSignals } from '../signals.js';
import { withStoreAt } from './with-store.js';

export interface SentimentFlags extends Pick<SettingFlags, 'config' | 'store'>, OutputOptions {
  readonly days?: string;
  readonly asOf?: string;
  readonly minRelevance?: string;
  readonly ask?: string;
}

const usual = { days: 7, minRelevance: 0.2 } as const;
/** More days do not fit on a screen, and take the time of a whole store. */
const mostDays = 366;

/** `ingest sentiment AAPL`: what the news about a ticker says, day by day. */
export async function sentiment(text: string, flags: SentimentFlags): Promise<number> {
  const output = createOutput(flags);
  const loaded = await loadSettings(flags);
  const ticker = toTicker(text);
  if (ticker === null)
    throw new IngestError('CONFIG_INVALID', `${JSON.stringify(text)} is not a ticker`, {
      hint: 'expected a form such as AAPL or BRK.B',
    });
  const asOf = flags.asOf === undefined ? undefined : parseEnd('--as-of', flags.asOf, systemClock().now());
  const now = asOf ?? systemClock().now();
  const minRelevance =
    flags.minRelevance === undefined ? usual.minRelevance : parseShare('--min-relevance', flags.minRelevance);
  const dates = lastDates(now, daysOf(flags));
  return withStoreAt(loaded.settings.store, async (store) => {
    const counter = new SentimentCounter({ ticker, dates, dateOf: newYorkDate, minRelevance });
    // A day of New York begins up to a day after that of UTC: what lies before the first one is passed over.
    const since = now - (dates.length + 1) * DAY_MS;
    const query = { tickers: [ticker], since, until: now + 1, ...(asOf === undefined ? {} : { asOf }) };
    for await (const item of store.reading.items(query))
      if (newYorkDate(item.publishedAt) >= (dates[0] ?? '')) counter.add(item);
    const aggregates = flags.ask === undefined ? null : await ask(flags.ask, ticker, loaded, store);
    const summary = counter.summary();
    if (output.isJson)
      output.json({ ...summary, minRelevance, asOf: toIso(now), ...(aggregates === null ? {} : { aggregates }) });
    else {
      const shown = aggregates?.filter((one): one is ShownAggregate => one.sentiment !== null) ?? null;
      for (const line of sentimentLines({ summary, minRelevance, aggregates: shown }, output.out)) output.data(line);
      for (const { source, sentiment: said } of aggregates ?? [])
        if (said === null) output.data(` ${source} says nothing of ${ticker} as a whole`);
    }
    return exitCodes.ok;
  });
}

function daysOf({ days: text }: SentimentFlags): number {
  const days = text === undefined ? usual.days : parseLimit('--days', text);
  if (days <= mostDays) return days;
  throw new IngestError('CONFIG_INVALID', `--days: at most ${mostDays}, not ${days}`);
}

/** The dates in New York up to that of an instant, oldest first. */
function lastDates(now: EpochMs, days: number): readonly string[] {
  const last = Date.parse(newYorkDate(toIso(now)));
  return Array.from({ length: days }, (_, index) => toIso(last - (days - 1 - index) * DAY_MS).slice(0, 10));
}

/** What the named sources say of the ticker as a whole. */
async function ask(
  names: string,
  ticker: Ticker,
  loaded: LoadedSettings,
  { registers }: Store,
): Promise<readonly AskedAggregate[]> {
  const redact = redactorOf(loaded);
  const sources = await composeSources(loaded.settings.sources, loaded, redact, () => fetch);
  const signals = listenForSignals();
  try {
    const asked: AskedAggregate[] = [];
    for (const name of names.split(',').map((part) => part.trim())) {
      const source = sources.find((one) => one.name === name);
      if (source === undefined)
        throw new IngestError('CONFIG_INVALID', `--ask: ${JSON.stringify(name)} is not in the chain of sources`, {
          hint: `in the chain are: ${sources.map((one) => one.name).join(', ')}`,
        });
      asked.push(
        await askAggregate({ source, ticker, registers, clock: systemClock(), redact, signal: signals.signal }),
      );
    }
    return asked;
  } finally {
    signals.dispose();
  }
}
