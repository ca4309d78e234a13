import {
  type Clock,
  IngestError,
  judgeStatement,
  type LimitReading,
  type Redact,
  type RegisterStore,
  type SentimentScore,
  type Source,
  SourceError,
  SourceGuard,
  startDeadline,
  statementScore,
  type Ticker,
  untilAborted,
} from '@ingest/core';

export interface AskAggregate {
  readonly source: Source;
  readonly ticker: Ticker;
  readonly registers: RegisterStore;
  readonly clock: Clock;
  /** Takes secrets out of what it says. */
  readonly redact: Redact;
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
  redact,
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
    const asked = source.fetchAggregate(ticker, {
      signal: deadline.signal,
      now: clock.now(),
      onLimit: (reading) => readings.push(reading),
    });
    const given = await untilAborted(deadline.signal, asked);
    const statement = given === null ? null : judgeStatement(given.statement, redact);
    return {
      source: source.name,
      sentiment: statement && statementScore(statement, source.name, { kind: 'ticker', ticker }, clock.now()),
      articlesLastWeek: given?.articlesLastWeek ?? null,
    };
  } catch (error) {
    if (SourceError.is(error) && error.code === 'RATE_LIMITED') await guard.limited(error);
    throw error;
  } finally {
    await guard.correct(readings);
    await guard.endRun(null);
    deadline.dispose();
  }
}
