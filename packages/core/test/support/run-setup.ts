import { createIngest, type IngestEvent, type IngestOptions, type RunReport, SourceError } from '@ingest/core';
import { type ManualClock, manualClock, type scriptedSource } from '@ingest/core/testing';
import { seededChance } from '../../src/time/seeded-chance.js';
import { pageStore } from './page-store.js';

export const startOfDay = Date.UTC(2026, 5, 4, 14);

export type Answer = Parameters<typeof scriptedSource>[0]['answer'];

export function failure(code: ConstructorParameters<typeof SourceError>[0], source = 'first'): { error: SourceError } {
  return { error: new SourceError(code, `${source} says ${code}`, { source }) };
}

export interface Setup {
  readonly clock: ManualClock;
  readonly stored: ReturnType<typeof pageStore>;
  readonly events: IngestEvent[];
  /** A run, while time passes. */
  run(options?: { signal?: AbortSignal; forMs?: number }): Promise<RunReport>;
  /** A run in which no time passes but what the test lets pass. */
  start(signal?: AbortSignal): Promise<RunReport>;
  /** A process of its own, later or beside: it shares the store and the clock, and knows nothing else of this one. */
  another(options?: Partial<IngestOptions>): Setup;
}

/** A whole on a manual clock: `run` lets time pass until the run has ended. */
export function setup(
  options: Partial<IngestOptions> & Pick<IngestOptions, 'sources'>,
  clock: ManualClock = manualClock(startOfDay),
): Setup {
  return setupOn({ clock, stored: pageStore(), processes: 0 }, options);
}

interface World {
  readonly clock: ManualClock;
  readonly stored: ReturnType<typeof pageStore>;
  /** Each one has a chance of its own, or ids would meet. */
  processes: number;
}

function setupOn(world: World, options: Partial<IngestOptions> & Pick<IngestOptions, 'sources'>): Setup {
  const { clock, stored } = world;
  const events: IngestEvent[] = [];
  world.processes += 1;
  const ingest = createIngest({
    tickers: ['AAPL', 'MSFT'],
    store: stored.store,
    clock,
    chance: seededChance(world.processes),
    onEvent: (event) => events.push(event),
    ...options,
  });
  const start = (signal?: AbortSignal) => ingest.run(signal === undefined ? {} : { signal });
  return {
    clock,
    stored,
    events,
    another: (changes) => setupOn(world, { ...options, ...changes }),
    start,
    run: ({ signal, forMs } = {}) => lettingPass(clock, start(signal), forMs),
  };
}

/** Lets time pass until it is done: by 100 ms at a time, and for no longer than that. */
export async function lettingPass<T>(clock: ManualClock, work: Promise<T>, forMs = 300_000): Promise<T> {
  let isDone = false;
  const done = work.finally(() => {
    isDone = true;
  });
  done.catch(() => {});
  for (let passed = 0; passed < forMs && !isDone; passed += 100) await clock.advance(100);
  if (!isDone) throw new Error(`not done within ${forMs} ms`);
  return done;
}
