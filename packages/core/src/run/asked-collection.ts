import type { EpochMs } from '../contracts/clock.js';
import type { Window } from '../contracts/source.js';
import type { Gap } from '../model/source-state.js';
import type { QuotaShare } from '../resilience/quota.js';
import type { Task } from './walk.js';

/** What a run wants of one collection, beside what all of its collections share. */
export interface AskedCollection {
  readonly task: Task;
  readonly window: Window | null;
  readonly fills: Gap | null;
  readonly readBefore: EpochMs | null;
  readonly backfill: string | null;
  readonly share: QuotaShare;
  readonly budgetMs: number;
  readonly signal: AbortSignal;
}
