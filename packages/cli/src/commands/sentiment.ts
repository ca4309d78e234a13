import {
  DAY_MS,
  type EpochMs,
  type ErrorReport,
  IngestError,
  type Store,
  systemClock,
  type Ticker,
  toIso,
  toTicker,
} from '@ingest/core';
import { composeSources, redactorOf } from '../compose.js';
import { type LoadedSettings, loadSettings, type SettingFlags } from '../config/load.js';
import { exitCodeOfError } from '../exit-code-of.js';
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
    const answers = flags.ask === undefined ? null : await ask(flags.ask, ticker, loaded, store);
    const summary = counter.summary();
    if (output.isJson)
      output.json({ ...summary, minRelevance, asOf: toIso(now), ...(answers === null ? {} : { aggregates: answers }) });
    else {
      const aggregates = answers?.filter(isSaid) ?? null;
      for (const line of sentimentLines({ summary, minRelevance, aggregates }, output.out)) output.data(line);
      for (const answer of answers ?? [])
        if (!isSaid(answer) && !isRefused(answer))
          output.data(` ${answer.source} says nothing of ${ticker} as a whole`);
    }
    const refused = answers?.filter(isRefused) ?? [];
    for (const { error } of refused) output.complain(error);
    return Math.max(exitCodes.ok, ...refused.map(({ error }) => exitCodeOfError(error.code)));
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

/** What a source said when it was asked, or why it said nothing. */
type Answer = AskedAggregate | { readonly source: string; readonly error: ErrorReport };

function isRefused(answer: Answer): answer is Extract<Answer, { readonly error: unknown }> {
  return 'error' in answer;
}

function isSaid(answer: Answer): answer is ShownAggregate {
  return !isRefused(answer) && answer.sentiment !== null;
}

/** What the named sources say of the ticker as a whole, each asked once; one that refuses keeps nobody from what the others say. */
async function ask(
  names: string,
  ticker: Ticker,
  loaded: LoadedSettings,
  { registers }: Store,
): Promise<readonly Answer[]> {
  const redact = redactorOf(loaded);
  const sources = await composeSources(loaded.settings.sources, loaded, redact, () => fetch);
  const asked = [...new Set(names.split(',').map((part) => part.trim()))].map((name) => {
    const source = sources.find((one) => one.name === name);
    if (source?.fetchAggregate !== undefined) return source;
    const problem = source === undefined ? 'is not in the chain of sources' : 'says nothing of a ticker as a whole';
    throw new IngestError('CONFIG_INVALID', `--ask: ${JSON.stringify(name)} ${problem}`, {
      hint: `in the chain are: ${sources.map((one) => one.name).join(', ')}; finnhub says it, on a plan with news sentiment`,
    });
  });
  const signals = listenForSignals();
  const asking = { ticker, registers, clock: systemClock(), redact, signal: signals.signal };
  try {
    const answers: Answer[] = [];
    for (const source of asked)
      answers.push(await askAggregate({ source, ...asking }).catch((thrown: unknown) => refusal(source.name, thrown)));
    return answers;
  } finally {
    signals.dispose();
  }
}

function refusal(source: string, thrown: unknown): Answer {
  if (!IngestError.is(thrown)) throw thrown;
  const { code, message, hint } = thrown;
  return { source, error: { code, message, ...(hint === undefined ? {} : { hint }) } };
}
