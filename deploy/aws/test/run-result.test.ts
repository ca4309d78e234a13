import { expect, it } from 'vitest';
import { reportOf } from '../../../packages/cli/test/support/report.js';
import { runFailureOf, runResultOf } from '../src/run-result.js';

it('is short, and says what is left out', () => {
  expect(Object.keys(runResultOf(reportOf()))).toEqual([
    'runId',
    'outcome',
    'items',
    'unanswered',
    'failovers',
    'notifications',
    'incidents',
    'warnings',
  ]);
});

it('of a run that failed is an error with what it came to all the same', () => {
  const report = reportOf({ outcome: 'failed', error: { code: 'STORE_FULL', message: 'no room', hint: 'make some' } });
  const error = runFailureOf(report);
  expect([error?.name, error?.message]).toEqual([
    'STORE_FULL',
    'no room (run 01J000000000000000000000AA: 12 new stories are stored, 0 of 2 tickers have no answer); make some',
  ]);
  for (const outcome of ['ok', 'partial', 'skipped'] as const) expect(runFailureOf(reportOf({ outcome }))).toBeNull();
});
