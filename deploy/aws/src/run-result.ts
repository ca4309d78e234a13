import type { RunReport } from '@ingest/core';
import { FunctionError } from './failure.js';

/** What a run came to, in short: what a function answers with. */
export type RunResult = Pick<
  RunReport,
  'runId' | 'outcome' | 'items' | 'unanswered' | 'failovers' | 'notifications' | 'incidents' | 'warnings'
>;

export function runResultOf(report: RunReport): RunResult {
  const { runId, outcome, items, unanswered, failovers, notifications, incidents, warnings } = report;
  return { runId, outcome, items, unanswered, failovers, notifications, incidents, warnings };
}

/** A run that failed, as Lambda is told of it: what it failed with, and what it came to all the same. Null for one that did not. */
export function runFailureOf({ runId, outcome, error, items, tickers, unanswered }: RunReport): FunctionError | null {
  if (outcome !== 'failed' || error === undefined) return null;
  const { code, message, hint } = error;
  const done = `run ${runId}: ${items.new} new stories are stored, ${unanswered.length} of ${tickers.length} tickers have no answer`;
  return new FunctionError({ code, message: `${message} (${done})`, ...(hint !== undefined && { hint }) });
}
