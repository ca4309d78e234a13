import {
  breakersOf,
  type Chance,
  type Clock,
  claimSlot,
  type EpochMs,
  type EventReader,
  latestSlot,
  missedSlots,
  nextSlot,
  type RegisterStore,
  type RunReport,
  retryDelay,
  type SlotClaim,
  type SlotSchedule,
} from '@ingest/core';

export interface LoopOptions {
  readonly schedule: SlotSchedule;
  readonly clock: Clock;
  readonly chance: Chance;
  readonly registers: RegisterStore;
  /** The lease of the runs: slots are shared by all that run under it. */
  readonly leaseName: string;
  /** See `claimSlot`. */
  readonly claimer?: string;
  /** The run of a slot; it never rejects for what a run may meet. Null where others make it: then they try again, too. */
  readonly run: (slot: EpochMs) => Promise<RunReport | null>;
  readonly onEvent: EventReader;
  /** Told why the store did not let a slot be claimed; the loop goes on. */
  readonly onError: (error: unknown) => void;
  /** How long it sleeps at most, in milliseconds: so soon it notices that the machine slept, or that its clock was set. Default: 15 s. */
  readonly longestNapMs?: number;
  /** Called each time it looks at the clock. */
  readonly onTurn?: () => void;
  /** Ends the loop at once; a run that is under way is ended by whoever made it. */
  readonly signal: AbortSignal;
}

/**
 * Runs at each mark of the schedule, until it is told to stop.
 *
 * - Waiting: naps until the next mark. The clock is looked at after each nap, so that sleep of the machine and a clock that is
 *   set in either direction are noticed within a nap.
 * - At a mark: claims the slot in the store; only one process gets it. A slot that passed unclaimed is made up for, the last one
 *   alone: older ones would read the same news.
 * - Running: nothing else begins; marks that pass meanwhile are one slot that is missed.
 * - After a run that failed in market hours: one more within a minute, twice at most, and none while every breaker is open.
 */
export async function runSlots(options: LoopOptions): Promise<void> {
  const { schedule, clock, longestNapMs = 15_000, onTurn = () => {}, signal } = options;
  let handled: EpochMs | null = null;
  while (!signal.aborted) {
    onTurn();
    const now = clock.now();
    const slot = latestSlot(now, schedule);
    if (slot !== handled) {
      const claim = await claimed(slot, now, options);
      if (claim !== null) handled = slot;
      if (claim?.isClaimed) {
        tellMissed(claim.before, slot, options);
        await runWithRetries(slot, options);
        continue;
      }
    }
    await nap(Math.min(nextSlot(clock.now(), schedule) - clock.now(), longestNapMs), options);
  }
}

/** Null when the store does not answer: it is asked again after a nap. */
async function claimed(slot: EpochMs, now: EpochMs, options: LoopOptions): Promise<SlotClaim | null> {
  const { registers, leaseName, claimer, schedule, onError } = options;
  try {
    return await claimSlot(registers, leaseName, { at: slot, next: nextSlot(slot, schedule) }, now, claimer);
  } catch (error) {
    onError(error);
    return null;
  }
}

async function runWithRetries(slot: EpochMs, options: LoopOptions): Promise<void> {
  const { clock, run, signal } = options;
  let report = await run(slot);
  for (let retry = 0; report !== null && !signal.aborted; retry += 1) {
    const delayMs =
      report.outcome === 'failed' ? retryDelay({ ...options, slot, retry, breakers: breakersOf(report) }) : null;
    if (delayMs === null) return;
    await nap(delayMs, options);
    if (signal.aborted || clock.now() >= nextSlot(slot, options.schedule) || clock.now() < slot) return;
    report = await run(slot);
  }
}

/** Ends early when the loop is told to stop. */
async function nap(ms: number, { clock, signal }: LoopOptions): Promise<void> {
  try {
    await clock.wait(Math.max(1, ms), signal);
  } catch (reason) {
    if (!signal.aborted) throw reason;
  }
}

/** Tells of the marks between two slots. */
function tellMissed(before: EpochMs | null, slot: EpochMs, { schedule, clock, onEvent }: LoopOptions): void {
  const missed = before === null ? null : missedSlots({ before, slot }, schedule, clock.now());
  if (missed !== null) onEvent(missed);
}
