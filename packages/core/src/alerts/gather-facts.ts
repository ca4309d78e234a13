import type { EpochMs } from '../contracts/clock.js';
import type { OutboxStore, SinkQueue } from '../contracts/outbox.js';
import type { ReadStore } from '../contracts/reading.js';
import type { RegisterStore } from '../contracts/registers.js';
import type { Source } from '../contracts/source.js';
import type { SourceState } from '../model/source-state.js';
import { readBreaker } from '../resilience/breaker.js';
import { quotaLevels, readQuotaUse } from '../resilience/quota.js';
import { breakerPrefix, quotaPrefix } from '../resilience/source-guard.js';
import { isUsable, keyIdOf } from '../resilience/source-key.js';
import type { RunHistory } from '../run/run-history.js';
import { DAY_MS, fromIso, MINUTE_MS } from '../time/instant.js';
import type { AlertFacts, MarketFacts, RunFacts, SinkFacts, SourceFacts } from './facts.js';
import type { LoadMarketHours } from './market-hours.js';
import { troubledAfterMs, troubledAfterTries } from './rules/delivery-failing.js';
import { sessionsBefore, silentForMs, storiesBefore } from './rules/no-news.js';

/** Where the facts come from. */
export interface FactSources {
  /** Null: what waits there is nobody's affair now. */
  readonly outbox: OutboxStore | null;
  readonly reading: ReadStore;
  readonly registers: RegisterStore;
  /** The sources of the configuration; one without its key is nobody's trouble. */
  readonly sources: readonly Source[];
  readonly states: readonly SourceState[];
  readonly history: RunHistory;
  readonly market: LoadMarketHours;
  readonly now: EpochMs;
  readonly run: RunFacts | null;
}

/** Reads what the rules look at. The calendar is only asked when something may be wrong: loading it costs more than all the rest. */
export async function gatherFacts(from: FactSources): Promise<AlertFacts> {
  const { now, history, run } = from;
  const sources = await sourceFacts(from);
  const lastSuccessAt = lastSuccessOf(from.states, now);
  const newStories = await from.reading.countNewStories(now - silentForMs, now + 1);
  return {
    now,
    run,
    failures: {
      count: failedInARow(history),
      raisedAt: history.failures.raisedAt,
      firstAt: history.recent[failedInARow(history) - 1]?.startedAt ?? null,
    },
    sources,
    firstRunAt: history.firstAt,
    lastSuccessAt,
    market: await marketFacts(from, lastSuccessAt, newStories),
    newStories,
    sinks: from.outbox === null ? [] : await sinkFacts(from.outbox, now),
  };
}

/** An instant that lies ahead was told by a clock that was wrong, and makes nothing fresh. */
function lastSuccessOf(states: readonly SourceState[], now: EpochMs): EpochMs | null {
  const times = states.flatMap(({ lastSuccessAt }) => (lastSuccessAt === null ? [] : [fromIso(lastSuccessAt)]));
  const past = times.filter((at) => at <= now + MINUTE_MS);
  return past.length === 0 ? null : Math.max(...past);
}

/** As far as runs are remembered; those that were stopped from outside count as nothing. */
function failedInARow({ recent }: RunHistory): number {
  const whole = recent.filter(({ isStopped }) => !isStopped);
  const good = whole.findIndex(({ outcome }) => outcome !== 'failed');
  return good === -1 ? whole.length : good;
}

async function sourceFacts({ registers, sources, states, now }: FactSources): Promise<readonly SourceFacts[]> {
  const [breakers, quotas] = [await registers.list(breakerPrefix), await registers.list(quotaPrefix)];
  return sources.filter(isUsable).map((source): SourceFacts => {
    const keyId = keyIdOf(source);
    const valueIn = (prefix: string, found: typeof breakers) =>
      found.find(({ name }) => name === `${prefix}${source.name}/${keyId}`)?.value ?? null;
    const state = states.find((one) => one.source === source.name && one.keyId === keyId);
    const lastSuccessAt = state?.lastSuccessAt ?? null;
    return {
      source: source.name,
      breaker: readBreaker(valueIn(breakerPrefix, breakers)),
      lastErrorCode: state?.lastErrorCode ?? null,
      lastSuccessAt: lastSuccessAt === null ? null : fromIso(lastSuccessAt),
      quota: quotaLevels(readQuotaUse(valueIn(quotaPrefix, quotas)), source.quota, now),
    };
  });
}

/** Younger than this a success is fresh at any time of the day. */
const surelyFreshMs = 10 * MINUTE_MS;

/** Whether there was as much news of late that silence may mean something: five sessions lie within ten days. */
async function hadNews(reading: ReadStore, now: EpochMs): Promise<boolean> {
  return (await reading.countNewStories(now - 10 * DAY_MS, now)) >= sessionsBefore * storiesBefore;
}

async function marketFacts(
  { market, reading, now }: FactSources,
  lastSuccessAt: EpochMs | null,
  newStories: number,
): Promise<MarketFacts | null> {
  const isFresh = lastSuccessAt !== null && now - lastSuccessAt < surelyFreshMs;
  if (isFresh && (newStories > 0 || !(await hadNews(reading, now)))) return null;
  const hours = await market();
  if (hours === null) return null;
  const openedAt = hours.sessionAt(now)?.open ?? null;
  const mayBeSilent = newStories === 0 && openedAt !== null && now - openedAt >= silentForMs;
  const sessions = mayBeSilent ? hours.sessionsBefore(now, sessionsBefore) : null;
  return {
    openedAt,
    intervalMs: hours.intervalAt(now),
    newStoriesBySession:
      sessions && (await Promise.all(sessions.map(({ open, close }) => reading.countNewStories(open, close)))),
  };
}

async function sinkFacts(outbox: OutboxStore, now: EpochMs): Promise<readonly SinkFacts[]> {
  const queues = await outbox.queues();
  return Promise.all(queues.map((queue) => sinkFact(outbox, queue, now)));
}

async function sinkFact(
  outbox: OutboxStore,
  { sink, counts, oldestPendingAt }: SinkQueue,
  now: EpochMs,
): Promise<SinkFacts> {
  const isOld = oldestPendingAt !== null && now - oldestPendingAt > troubledAfterMs;
  let failing = 0;
  let oldestAt: EpochMs | null = null;
  let lastError: string | null = null;
  const troubled = isOld ? outbox.list({ sink, states: ['pending'], minAttempts: troubledAfterTries }) : [];
  for await (const delivery of troubled) {
    if (now - delivery.createdAt <= troubledAfterMs) continue;
    failing += 1;
    oldestAt = delivery.createdAt;
    lastError ??= delivery.lastError;
  }
  if (counts.dead > 0)
    for await (const delivery of outbox.list({ sink, states: ['dead'], limit: 1 })) {
      oldestAt = Math.min(oldestAt ?? delivery.createdAt, delivery.createdAt);
      lastError ??= delivery.lastError;
    }
  return { sink, pending: counts.pending, failing, dead: counts.dead, oldestAt, lastError };
}
