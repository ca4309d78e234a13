import {
  type Breaker,
  type Clock,
  dispositionOf,
  type IngestError,
  type LimitReading,
  millisecondsBetween,
  type RegisterStore,
  type Source,
  SourceError,
  SourceGuard,
  type SourcePage,
  startDeadline,
  type Ticker,
} from '@ingest/core';
import { count } from '../render/time.js';
import type { Finding } from './finding.js';

export interface SourceCheck {
  readonly source: Source;
  readonly ticker: Ticker;
  readonly registers: RegisterStore;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** How many tickers are asked for in a run: one that is refused says nothing of the others. */
  readonly tickers: number;
  /** Whether another source can serve. */
  readonly hasOther: boolean;
}

/** Asks a source once, through its breaker and its quota, and says by name what is wrong. `asked`: whether a request was sent. */
export async function checkSource(check: SourceCheck): Promise<{ readonly finding: Finding; readonly asked: boolean }> {
  const { source, registers, clock, signal } = check;
  const refusalsToOpen = Math.min(2, check.tickers);
  const guard = new SourceGuard({ source, registers, clock, refusalsToOpen, onBreaker: () => {} });
  const refusal = await guard.admit();
  if (refusal !== null) return { finding: refused(check, refusal, guard.breaker), asked: false };
  const late = () =>
    new SourceError('TIMEOUT', `${source.name} gave no whole answer within ${source.timeoutMs / 1000} s`, {
      source: source.name,
    });
  const deadline = startDeadline(clock, source.timeoutMs, late, signal);
  const startedAt = clock.elapsed();
  let asked = false;
  try {
    await guard.spend(deadline);
    asked = true;
    const readings: LimitReading[] = [];
    const page = await source
      .fetchPage(
        { tickers: [check.ticker], reading: 'fresh', window: null, cursor: null },
        { signal: deadline.signal, now: clock.now(), onLimit: (reading) => readings.push(reading) },
      )
      .finally(() => guard.correct(readings));
    const finding = answered(check, page, Math.round(millisecondsBetween(startedAt, clock.elapsed())));
    // A page of nothing but what cannot be read is no recovery: the breaker stays as it is.
    if (finding.level === 'ok') await guard.settle(true, null);
    return { finding, asked };
  } catch (error) {
    if (signal.aborted) return { finding: stopped(source), asked };
    if (!SourceError.is(error)) throw error;
    if (error.code === 'RATE_LIMITED') await guard.limited(error);
    await guard.settle(false, error);
    return { finding: refused(check, error, guard.breaker), asked };
  } finally {
    await guard.endRun(null);
    deadline.dispose();
  }
}

function answered({ source, ticker }: SourceCheck, { items }: SourcePage, ms: number): Finding {
  const malformed = items.filter(({ kind }) => kind === 'malformed').length;
  const base = { check: source.name, area: 'source' } as const;
  if (items.length > 0 && malformed === items.length) {
    const { meaning, remedy } = dispositionOf('MALFORMED_RESPONSE');
    return { ...base, level: 'problem', text: `MALFORMED_RESPONSE: ${meaning}`, advice: remedy };
  }
  const key = source.credential === null ? '' : ', key accepted';
  const news = items.length === 0 ? `no news for ${ticker}` : count(items.length, 'article', 'articles');
  return { ...base, level: 'ok', text: `answered in ${ms} ms${key}, ${news}` };
}

function stopped({ name }: Source): Finding {
  return { check: name, area: 'source', level: 'warning', text: 'stopped before it had answered' };
}

/** One source of several that has no key is served by the others: said, and no reason to stop. A limit ends by itself. */
function refused({ source, hasOther }: SourceCheck, error: IngestError, breaker: Breaker): Finding {
  const isOnlyMissing = error.code === 'NOT_CONFIGURED' && hasOther;
  return {
    check: source.name,
    area: error.code === 'NOT_CONFIGURED' ? 'configuration' : 'source',
    level: isOnlyMissing || error.code === 'QUOTA_EXHAUSTED' ? 'warning' : 'problem',
    text: `${error.code}: ${error.message}`,
    advice: adviceOn(error, breaker),
  };
}

/** What is in the way of a source that is left alone is what it was left alone for. */
function adviceOn({ code, hint }: IngestError, breaker: Breaker): string {
  const isLeftAlone = code === 'CIRCUIT_OPEN' && breaker.kind !== 'closed';
  if (!isLeftAlone || dispositionOf(breaker.code).breaker === 'opens') return hint ?? dispositionOf(code).remedy;
  return `${dispositionOf(breaker.code).remedy} It is probed again by itself.`;
}
