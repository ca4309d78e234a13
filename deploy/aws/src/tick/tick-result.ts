import { type EpochMs, type IngestError, type RunReport, toIso } from '@ingest/core';
import { FunctionError } from '../failure.js';
import { type RunResult, runFailureOf, runResultOf } from '../run-result.js';
import type { DueResult } from './make-due-run.js';

/** What an invocation of the scheduler answers with. Nothing in it is secret. */
export interface TickResult extends Partial<Omit<RunResult, 'outcome'>> {
  /** As a run ended; `sent`: its shares are on their way to the workers; `idle`: none was due. */
  readonly outcome: RunReport['outcome'] | 'sent' | 'idle';
  /** When the run was due. */
  readonly slot?: string;
  /** From 0. */
  readonly attempt?: number;
  /** How many shares were sent. */
  readonly shares?: number;
  /** How many notifications sinks took of what earlier runs had left. */
  readonly delivered?: number;
}

/** Why the invocation fails; null when it does not. A run that another invocation is at, or has made meanwhile, is no failure. */
export function failureOf(due: DueResult): FunctionError | IngestError | null {
  if (due.kind === 'unsent') return due.failure;
  if (due.kind === 'made') return due.made.kind === 'unwanted' ? null : runFailureOf(due.made.report);
  if (due.kind !== 'failed') return null;
  const { run, slot, attempt } = due;
  return new FunctionError({
    code: 'SOURCES_EXHAUSTED',
    message: `run ${run.runId} of ${toIso(slot)}, attempt ${attempt + 1}, failed, and is not tried again now`,
    hint: 'its own lines in the log say why; this event came once more, and so it is told once more',
  });
}

/** What became of the run that was due, where nothing failed. */
export function resultOf(due: DueResult): TickResult {
  switch (due.kind) {
    case 'nothing':
    case 'failed':
    case 'unsent':
      return { outcome: 'idle' };
    case 'sent':
      return { outcome: 'sent', ...attemptOf(due), shares: due.shares };
    case 'made':
      return due.made.kind === 'unwanted'
        ? { outcome: 'skipped', ...attemptOf(due) }
        : { ...runResultOf(due.made.report), ...attemptOf(due) };
    default:
      return due satisfies never;
  }
}

function attemptOf({ slot, attempt }: { readonly slot: EpochMs; readonly attempt: number }) {
  return { slot: toIso(slot), attempt };
}
