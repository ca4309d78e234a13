import type { EpochMs } from '../contracts/clock.js';
import type { Json } from '../contracts/registers.js';
import type { Cursor, LimitReading, Source, SourcePage } from '../contracts/source.js';
import { SourceError } from '../errors/source-error.js';
import { retry } from '../resilience/retry.js';
import { type Deadline, startDeadline, untilAborted } from '../time/deadline.js';
import { toIso } from '../time/instant.js';
import type { CollectionTally } from './collection-tally.js';
import type { CollectionRequest, CollectionServices } from './collection-types.js';

/** The part of its time that a collection spends on the overlap before it leaves the rest of it alone. */
const overlapTimeShare = 0.25;

export interface PageToAsk {
  readonly request: Pick<
    CollectionRequest,
    'source' | 'tickers' | 'reading' | 'window' | 'isReplay' | 'runId' | 'share' | 'budgetMs'
  >;
  readonly services: {
    readonly guard: Pick<CollectionServices['guard'], 'spend' | 'limited' | 'correct' | 'isProbing'>;
  } & Pick<CollectionServices, 'clock' | 'chance' | 'onEvent'>;
  /** Counts the requests, and tells how much was read before. */
  readonly tally: CollectionTally;
  readonly cursor: Cursor | null;
  readonly remembered: Json;
  readonly deadline: Deadline;
  /** Whether what is asked for was read before. */
  readonly isOverlap: boolean;
}

/**
 * One page, tried again inside its time. Behind the watermark it is worth one request and no more, and what is left of the
 * overlap's time: one that fails or hangs there must not hold up the batch.
 */
export async function askPage(asked: PageToAsk): Promise<SourcePage> {
  try {
    return await asPatientlyAsDue(asked);
  } catch (error) {
    // It was worth further tries as long as there were any.
    const { guard, clock } = asked.services;
    if (isLimit(error) && mayComeAtOnce(error, clock.now())) await guard.limited(error);
    throw error;
  }
}

async function asPatientlyAsDue(asked: PageToAsk): Promise<SourcePage> {
  const { request, services, tally, deadline } = asked;
  // A probe is one request: the source was out for minutes, and a second one would tell nothing more.
  if (services.guard.isProbing && tally.wholePages === 0) return askOnce(asked, deadline);
  if (!asked.isOverlap) return askPatiently(asked);
  const leftMs = Math.max(0, overlapLeftMs(deadline, request.budgetMs));
  const late = () => timeoutError(request.source, request.budgetMs, tally.wholePages);
  const overlap = startDeadline(services.clock, leftMs, late, deadline.signal);
  try {
    return await askOnce(asked, overlap);
  } finally {
    overlap.dispose();
  }
}

/** What is left of the overlap's time; below zero once it is over. */
export function overlapLeftMs(deadline: Pick<Deadline, 'remainingMs'>, budgetMs: number): number {
  return deadline.remainingMs() - budgetMs * (1 - overlapTimeShare);
}

export function timeoutError({ name }: Pick<Source, 'name'>, budgetMs: number, wholePages: number): SourceError {
  const time = `${(budgetMs / 1000).toFixed(1)} s`;
  const message =
    wholePages === 0 ? `${name} gave no whole page within ${time}` : `${name} was not done within ${time}`;
  return new SourceError('TIMEOUT', message, { source: name });
}

function askOnce(asked: PageToAsk, deadline: Deadline): Promise<SourcePage> {
  asked.tally.startPage();
  return exchange(asked, deadline);
}

function askPatiently(asked: PageToAsk): Promise<SourcePage> {
  const { request, services, tally, deadline } = asked;
  const { source, runId } = request;
  const { clock, chance, onEvent } = services;
  tally.startPage();
  return retry(() => exchange(asked, deadline), {
    clock,
    chance,
    deadline,
    onRetry: ({ code }, attempt, delayMs) =>
      onEvent({ type: 'request:retried', runId, at: toIso(clock.now()), source: source.name, code, attempt, delayMs }),
  });
}

/** One request, taken out of the quota before it is sent; what the reply says of limits is kept for all processes. */
async function exchange(asked: PageToAsk, deadline: Deadline): Promise<SourcePage> {
  const { request, services, tally, cursor, remembered } = asked;
  const { source, tickers, reading, window, isReplay } = request;
  const { guard, clock } = services;
  const readings: LimitReading[] = [];
  deadline.signal.throwIfAborted();
  await guard.spend(deadline, request.share);
  tally.countRequest();
  try {
    const context = {
      signal: deadline.signal,
      get now() {
        return clock.now();
      },
      onLimit: (reading: LimitReading) => void readings.push(reading),
      remembered,
      isReplay,
    };
    const page = source.fetchPage({ tickers, reading, window, cursor }, context);
    return await untilAborted(deadline.signal, page);
  } catch (error) {
    if (isLimit(error) && !mayComeAtOnce(error, clock.now())) await guard.limited(error);
    throw error;
  } finally {
    await guard.correct(readings);
  }
}

function isLimit(error: unknown): error is SourceError {
  return SourceError.is(error) && error.code === 'RATE_LIMITED';
}

/** `Retry-After: 0`. */
function mayComeAtOnce({ retryAt }: SourceError, now: EpochMs): boolean {
  return retryAt !== undefined && retryAt <= now;
}
