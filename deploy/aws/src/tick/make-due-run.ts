import { sourceHealth } from '@ingest/cli/composition';
import {
  beginRun,
  breakerPrefix,
  type DueRun,
  dispositionOf,
  dueRun,
  type EpochMs,
  IngestError,
  type IngestOptions,
  isUsable,
  type Job,
  type MadeShare,
  makeShare,
  missedSlots,
  readShares,
  runLease,
  type SharedRunState,
  wholeRun,
} from '@ingest/core';
import type { App, Work } from '../app.js';

export interface DueOptions {
  readonly app: App;
  readonly work: Work;
  /** When the tick was meant to come. */
  readonly scheduledAt: EpochMs;
  /** Null: runs are made in one share, whatever the number of tickers. */
  readonly queue: { readonly tickersPerShare: number; send(jobs: readonly Job[]): Promise<void> } | null;
  /** When a run has to come to its end. */
  readonly signal: AbortSignal;
}

/** What became of the run that was due. */
export type DueResult =
  | (DueRun & { readonly kind: 'nothing' | 'failed' })
  /** The queue did not take its shares, so that it was not begun: the next tick begins it. */
  | { readonly kind: 'unsent'; readonly slot: EpochMs; readonly attempt: number; readonly failure: IngestError }
  /** Workers make it. */
  | { readonly kind: 'sent'; readonly slot: EpochMs; readonly attempt: number; readonly shares: number }
  | { readonly kind: 'made'; readonly slot: EpochMs; readonly attempt: number; readonly made: MadeShare };

/** Decides whether a run is due, and makes it, or has it made. Rejects with what the store fails with. */
export async function makeDueRun({ app, work, scheduledAt, queue, signal }: DueOptions): Promise<DueResult> {
  const { store, clock, schedule, hours, tickers } = app;
  const { registers } = store;
  const now = clock.now();
  const begun = await readShares(registers, runLease, now);
  const due = dueRun({ now, scheduledAt, schedule, begun, breakers: await breakersIn(begun, app) });
  if (due.kind !== 'run') return due;
  const { slot, attempt } = due;
  const isSplit = queue !== null && tickers.length > queue.tickersPerShare;
  const run = { slot, attempt, tickers, tickersPerJob: isSplit ? queue.tickersPerShare : tickers.length };
  const send = async (jobs: readonly Job[]) => {
    // After a store that hung nobody waits for it any more.
    signal.throwIfAborted();
    if (isSplit) await queue.send(jobs);
  };
  const jobs = await beginRun(run, { registers, clock, schedule, hours, send }).catch(toUnsent);
  if (IngestError.is(jobs)) return { kind: 'unsent', slot, attempt, failure: jobs };
  tellMissed(begun, slot, app);
  const [only] = jobs;
  if (isSplit || only === undefined) return { kind: 'sent', slot, attempt, shares: jobs.length };
  const made = await makeShare(only, {
    registers,
    clock,
    run: (changes: Partial<IngestOptions>) => work.compose(changes).run({ signal }),
  });
  return { kind: 'made', slot, attempt, made };
}

/** What kept a run from being begun, where it was not the store: then all else of a tick can be done. */
function toUnsent(thrown: unknown): IngestError {
  if (IngestError.is(thrown) && dispositionOf(thrown.code).family !== 'store') return thrown;
  throw thrown;
}

/** Of the sources that have a key. Read where a run failed alone: nothing else asks for them. */
async function breakersIn(begun: SharedRunState | null, { store, sources, clock }: App) {
  if (begun === null || wholeRun(begun)?.outcome !== 'failed') return [];
  const registers = await store.registers.list(breakerPrefix);
  return sources.filter(isUsable).map((source) => sourceHealth(source, registers, clock.now()).breaker);
}

function tellMissed(begun: SharedRunState | null, slot: EpochMs, { schedule, clock, onEvent }: App): void {
  const missed = begun === null ? null : missedSlots({ before: begun.slot, slot }, schedule, clock.now());
  if (missed !== null) onEvent(missed);
}
