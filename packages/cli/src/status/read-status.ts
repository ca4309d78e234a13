import {
  type AlertFacts,
  assess,
  type EpochMs,
  gatherFacts,
  type MarketCalendar,
  type MarketHours,
  marketHours,
  mutes,
  nextSlot,
  type PastRun,
  readRuns,
  runLease,
  type Sink,
  type Source,
  type Store,
  staleLimit,
  toIso,
} from '@ingest/core';
import { all } from '../all.js';
import { statusExitCodes } from '../exit-codes.js';
import { keyState, sourceRow } from '../source-row.js';
import { levelOf, troublesOf } from './judge.js';
import { withKnownKeys } from './known-keys.js';
import { readFleet } from './read-fleet.js';
import { readSinks } from './read-sinks.js';
import type { Freshness, MarketStatus, RunStatus, Status } from './status.js';

/** A composed whole of which the status is wanted. */
export interface StatusOptions {
  /** Open. Nothing is written to it. */
  readonly store: Store;
  /** The chain in its order. */
  readonly sources: readonly Source[];
  /** Each once: those of news and those of alerts. */
  readonly sinks: readonly Pick<Sink, 'name'>[];
  readonly calendar: MarketCalendar;
  /** How often news is collected, in milliseconds. */
  readonly intervals: { readonly openMs: number; readonly closedMs: number };
  readonly now: EpochMs;
}

/** How the whole stands now. The rules of the alerts look anew, so that it is true also when no run has looked for long. Needs no keys. */
export async function readStatus(options: StatusOptions): Promise<Status> {
  const { store, sinks, calendar, intervals, now } = options;
  const { outbox, registers, reading, incidents } = store;
  const schedule = { calendar, ...intervals };
  const hours = marketHours(schedule);
  const [states, history] = [await store.state.sources(), await readRuns(registers, runLease)];
  const sources = withKnownKeys(options.sources, states);
  const market = async () => hours;
  const facts = await gatherFacts({ outbox, reading, registers, sources, states, history, market, now, run: null });
  const verdicts = assess(facts);
  const open = await all(incidents.list({ isOpen: true }));
  const troubles = troublesOf(verdicts, open, await mutes(registers, now));
  const deliveries = await readSinks({ outbox, registers, sinks, now });
  const known = { states, gaps: await store.state.gaps(), registers: await registers.list('') };
  const isStale = verdicts.find(({ kind }) => kind === 'STALE_DATA')?.isFiring ?? null;
  const freshness = freshnessOf(facts, hours, isStale);
  const { firstRunAt } = facts;
  const status = levelOf({ troubles, sinks: deliveries, lastSuccessAt: facts.lastSuccessAt, firstRunAt });
  return {
    status,
    exitCode: statusExitCodes[status],
    at: toIso(now),
    freshness,
    market: marketStatus(calendar, nextSlot(now, schedule), now),
    sources: options.sources.map((source, index) => ({
      ...sourceRow(sources[index] ?? source, index + 1, known, now),
      key: keyState(source),
    })),
    runs: history.recent.map(toRunStatus),
    fleet: await readFleet(registers, now),
    deliveries,
    incidents: troubles,
  };
}

function freshnessOf(facts: AlertFacts, hours: MarketHours, isStale: boolean | null): Freshness {
  const { now, lastSuccessAt: last } = facts;
  // Facts that are surely fresh come without a market; people are told the limit all the same.
  const market = facts.market ?? {
    openedAt: hours.sessionAt(now)?.open ?? null,
    intervalMs: hours.intervalAt(now),
    newStoriesBySession: null,
  };
  const limit = staleLimit({ ...facts, market });
  return {
    lastSuccessAt: last === null ? null : toIso(last),
    ageMs: last === null ? null : Math.max(0, now - last),
    limitMs: limit?.lengthMs ?? null,
    countedFrom: limit === null ? null : toIso(limit.countedFrom),
    isStale,
  };
}

function marketStatus(calendar: MarketCalendar, nextRunAt: EpochMs, now: EpochMs): MarketStatus {
  const phase = calendar.phase(now);
  const until = phase === 'regular' ? calendar.nextClose(now) : calendar.nextOpen(now);
  const { name, zone } = calendar;
  return { calendar: name, zone, phase, until: toIso(until), nextRunAt: toIso(nextRunAt) };
}

function toRunStatus({ startedAt, ...run }: PastRun): RunStatus {
  return { ...run, startedAt: toIso(startedAt) };
}
