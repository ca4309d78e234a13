import {
  type Clock,
  IngestError,
  type LimitReading,
  labelOf,
  type RegisterStore,
  type SentimentScore,
  type Source,
  SourceError,
  SourceGuard,
  startDeadline,
  statementScore,
  type Ticker,
  type TickerAggregate,
} from '@ingest/core';

export interface AskAggregate {
  readonly source: Source;
  readonly ticker: Ticker;
  readonly registers: RegisterStore;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** What a source said of a ticker as a whole; null when it says nothing. */
export interface AskedAggregate {
  readonly source: string;
  readonly sentiment: SentimentScore | null;
  readonly articlesLastWeek: number | null;
}

/**
 * Asks a source once for what it says of a ticker as a whole, within its quota and only while its breaker lets through: it is not
 * stored, and never the sentiment of a story. A refusal says nothing of its news, so that the breaker stays as it is. Rejects with
 * the source's error.
 */
export async function askAggregate({
  source,
  ticker,
  registers,
  clock,
  signal,
}: AskAggregate): Promise<AskedAggregate> {
  if (source.fetchAggregate === undefined)
    throw new IngestError('CONFIG_INVALID', `${source.name} says nothing of a ticker as a whole`, {
      hint: 'finnhub does, on a plan with news sentiment',
    });
  const guard = new SourceGuard({ source, registers, clock, refusalsToOpen: 2, onBreaker: () => {} });
  const refusal = await guard.admit();
  if (refusal !== null) throw refusal;
  const late = () =>
    new SourceError('TIMEOUT', `${source.name} gave no whole answer within ${source.timeoutMs / 1000} s`, {
      source: source.name,
    });
  const deadline = startDeadline(clock, source.timeoutMs, late, signal);
  const readings: LimitReading[] = [];
  try {
    await guard.spend(deadline);
    const given = await source.fetchAggregate(ticker, {
      signal: deadline.signal,
      now: clock.now(),
      onLimit: (reading) => readings.push(reading),
    });
    return shown(source.name, ticker, given, clock.now());
  } catch (error) {
    if (SourceError.is(error) && error.code === 'RATE_LIMITED') await guard.limited(error);
    throw error;
  } finally {
    await guard.correct(readings);
    await guard.endRun(null);
    deadline.dispose();
  }
}

function shown(source: string, ticker: Ticker, given: TickerAggregate | null, at: number): AskedAggregate {
  if (given === null) return { source, sentiment: null, articlesLastWeek: null };
  const { score, confidence, label, nativeLabel } = given.statement;
  const read = label ?? (score === null ? null : labelOf(score));
  if (read === null) return { source, sentiment: null, articlesLastWeek: given.articlesLastWeek };
  const statement = { score, confidence, label: read, ...(nativeLabel == null ? {} : { nativeLabel }) };
  const sentiment = statementScore(statement, source, { kind: 'ticker', ticker }, at);
  return { source, sentiment, articlesLastWeek: given.articlesLastWeek };
}
