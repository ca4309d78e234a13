import * as z from 'zod';
import type { EpochMs } from '../contracts/clock.js';
import type { Changed, Json, RegisterStore } from '../contracts/registers.js';
import { readRegister } from '../resilience/read-register.js';
import { type PastRun, pastRun } from './run-history.js';

/** A run that is made in shares. */
export interface SharedRun {
  /** When the run was due. */
  readonly slot: EpochMs;
  /** By a clock before this the run counts as never begun: whoever began it had a clock that was ahead. */
  readonly from: EpochMs;
  /** 0 for the run itself; one more for each time it is tried again in its slot. */
  readonly attempt: number;
  /** How many shares there are. */
  readonly count: number;
}

/** One of the parts into which the run of a slot is cut, so that several processes make it together. */
export interface RunShare extends SharedRun {
  /** The name under which the whole run is remembered. */
  readonly name: string;
  /** Counts from 0. */
  readonly index: number;
}

/** How far the run that was begun last has come. */
export interface SharedRunState extends SharedRun {
  /** What each share came to that has ended, by its index. */
  readonly ended: Readonly<Record<string, PastRun>>;
}

/** Names of the registers that hold how far the shares of a run have come: then the name of the run. */
const sharesPrefix = 'shares/';

/**
 * Begins a run in shares, unless this one or a later one is begun. Answers with the run before it where shares of that one never
 * ended, as far as it came; null where there is nothing to be told.
 */
export function openShares(
  registers: RegisterStore,
  name: string,
  run: SharedRun,
  now: EpochMs,
): Promise<PastRun | null> {
  return registers.change<PastRun | null>(sharesPrefix + name, (value) => {
    const before = readState(value, now);
    if (before !== null && !isAfter(run, before)) return { after: value, result: null };
    const unfinished = before !== null && !isWhole(before) ? wholeOf(before) : null;
    return { after: { ...run, ended: {} }, result: unfinished };
  });
}

/** Writes down what a share came to. Answers with the whole run when it was the last one; null while others are missing. */
export function endShare(
  registers: RegisterStore,
  share: RunShare,
  ended: PastRun,
  now: EpochMs,
): Promise<PastRun | null> {
  const { name, index, slot, from, attempt, count } = share;
  return registers.change<PastRun | null>(sharesPrefix + name, (value): Changed<PastRun | null> => {
    const read = readState(value, now);
    const state = read === null || isAfter(share, read) ? { slot, from, attempt, count, ended: {} } : read;
    // Of a run that was given up for a later one nobody waits any more, and a share that was made twice counts once.
    if (isAfter(state, share) || Object.hasOwn(state.ended, index)) return { after: value, result: null };
    const after = { ...state, ended: { ...state.ended, [index]: ended } };
    return { after: after as unknown as Json, result: isWhole(after) ? wholeOf(after) : null };
  });
}

/** How far the run that was begun last has come; null when none ever was, or it cannot be read. */
export async function readShares(registers: RegisterStore, name: string, now: EpochMs): Promise<SharedRunState | null> {
  return readState(await readRegister(registers, sharesPrefix + name), now);
}

/** A run whose shares have all ended, as one; null while some are missing. */
export function wholeRun(state: SharedRunState): PastRun | null {
  return isWhole(state) ? wholeOf(state) : null;
}

/** Whether a share is still to be made: it has not ended, and no later run has begun. `state`: of the run that was begun last. */
export function isWanted(share: Omit<RunShare, 'name'>, state: SharedRunState | null): boolean {
  if (state === null || isAfter(share, state)) return true;
  return !isAfter(state, share) && !Object.hasOwn(state.ended, share.index);
}

function isAfter(left: Pick<SharedRun, 'slot' | 'attempt'>, right: Pick<SharedRun, 'slot' | 'attempt'>): boolean {
  return left.slot === right.slot ? left.attempt > right.attempt : left.slot > right.slot;
}

function isWhole({ count, ended }: SharedRunState): boolean {
  return Object.keys(ended).length >= count;
}

/** One that lacks shares is at best a part of a run; one of which nothing came says nothing. */
function wholeOf({ slot, attempt, ended, count }: SharedRunState): PastRun {
  const shares = Object.values(ended);
  const startedAt = shares.length === 0 ? slot : Math.min(...shares.map((share) => share.startedAt));
  const sum = (of: (share: PastRun) => number) => shares.reduce((total, share) => total + of(share), 0);
  return {
    runId: shares[0]?.runId ?? `${slot}.${attempt}`,
    startedAt,
    durationMs: Math.max(startedAt, ...shares.map((share) => share.startedAt + share.durationMs)) - startedAt,
    outcome: outcomeOf(shares, count),
    newStories: sum(({ newStories }) => newStories),
    unanswered: sum(({ unanswered }) => unanswered),
    failovers: sum(({ failovers }) => failovers),
    isStopped: shares.length === 0,
  };
}

function outcomeOf(shares: readonly PastRun[], count: number): PastRun['outcome'] {
  const all = (outcome: PastRun['outcome']) => shares.every((share) => share.outcome === outcome);
  if (all('failed')) return 'failed';
  if (all('skipped')) return 'skipped';
  return shares.length >= count && all('ok') ? 'ok' : 'partial';
}

const stored = z.object({
  slot: z.number(),
  from: z.number(),
  attempt: z.number(),
  count: z.number(),
  ended: z.record(z.string(), pastRun),
});

function readState(value: Json, now: EpochMs): SharedRunState | null {
  const read = stored.safeParse(value);
  return read.success && now >= read.data.from ? read.data : null;
}
