import { IngestError } from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import { expect, it } from 'vitest';
import { startBudget, startLimit } from '../src/budget.js';
import { second } from './support/unit-app.js';

it.each([
  [60, 52, 58.5],
  [10, 5, 8.5],
  [2, 1, 1.5],
])('of %d seconds a run has %d, and all of it %d', async (remaining, run, all) => {
  const clock = manualClock(0);
  const budget = startBudget(clock, remaining * second);
  await clock.advance(run * second - 1);
  expect(budget.run.aborted).toBe(false);
  await clock.advance(1);
  expect([budget.run.aborted, budget.all.aborted]).toEqual([true, false]);
  expect(budget.run.reason).toMatchObject({ code: 'ABORTED' });
  await clock.advance((all - run) * second);
  expect(budget.all.aborted).toBe(true);
});

it.each([
  [60, 59.5],
  [2, 1.75],
])('of %d seconds an invocation has %d to answer, and says what hangs', async (remaining, answers) => {
  const clock = manualClock(0);
  const { signal } = startLimit(clock, remaining * second, () => new IngestError('STORE_UNAVAILABLE', 'it hangs'));
  await clock.advance(answers * second - 1);
  expect(signal.aborted).toBe(false);
  await clock.advance(1);
  expect(signal.reason).toMatchObject({ code: 'STORE_UNAVAILABLE' });
});

it('leaves no timer behind', () => {
  const clock = manualClock(0);
  startBudget(clock, 60 * second).dispose();
  startLimit(clock, 60 * second, () => new IngestError('ABORTED', 'over')).cancel();
  expect(clock.pending).toBe(0);
});
