import type { Clock, IngestError } from '@ingest/core';
import { timeIsOver } from './overdue.js';

/** Kept back for what has to be written and sent when a run was cut off, in milliseconds. */
const forTheRestMs = 8_000;
/** Kept back for the last lines and the answer, in milliseconds. */
const forTheAnswerMs = 1_500;

/** Kept back for Lambda itself, in milliseconds: whatever hangs, the invocation has answered by then. */
const forLambdaMs = 500;

/** The time of one invocation. */
export interface Budget {
  /** Aborts when a run has to come to its end: what it has stored by then stays. */
  readonly run: AbortSignal;
  /** Aborts when everything has to. */
  readonly all: AbortSignal;
  /** Leaves no timer behind. */
  dispose(): void;
}

/** A limit that is taken back when it did not come to it. */
export interface Limit {
  readonly signal: AbortSignal;
  cancel(): void;
}

/**
 * Cuts the time that is left of an invocation. Of less than the reserves together a run has half. `overdue`: why everything has to come
 * to its end, asked when it does.
 */
export function startBudget(clock: Clock, remainingMs: number, overdue: () => IngestError = timeIsOver): Budget {
  const run = limit(clock, Math.max(remainingMs / 2, remainingMs - forTheRestMs), timeIsOver);
  const all = limit(clock, Math.max((remainingMs * 3) / 4, remainingMs - forTheAnswerMs), overdue);
  return {
    run: run.signal,
    all: all.signal,
    dispose() {
      run.cancel();
      all.cancel();
    },
  };
}

/** Until when an invocation has to answer, whatever hangs: shortly before Lambda puts an end to it. */
export function startLimit(clock: Clock, remainingMs: number, overdue: () => IngestError): Limit {
  return limit(clock, Math.max((remainingMs * 7) / 8, remainingMs - forLambdaMs), overdue);
}

function limit(clock: Clock, ms: number, reason: () => IngestError): Limit {
  const controller = new AbortController();
  return { signal: controller.signal, cancel: clock.after(ms, () => controller.abort(reason())) };
}
