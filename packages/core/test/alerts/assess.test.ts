import { expect, it } from 'vitest';
import { assess } from '../../src/alerts/assess.js';
import { factsOf, hour, now } from '../support/alert-facts.js';

const firingIn = (verdicts: ReturnType<typeof assess>) =>
  verdicts.filter(({ isFiring }) => isFiring).map(({ kind }) => kind);
const troubled = factsOf({
  lastSuccessAt: now - hour,
  sinks: [{ sink: 'desk', pending: 0, failing: 0, dead: 1, oldestAt: now - hour, lastError: 'no' }],
});

it('asks every rule', () => {
  expect(firingIn(assess(factsOf()))).toEqual([]);
  expect(firingIn(assess(troubled))).toEqual(['STALE_DATA', 'DELIVERY_FAILING']);
});

it('asks only the rules that are named', () => {
  expect(firingIn(assess(troubled, ['DELIVERY_FAILING']))).toEqual(['DELIVERY_FAILING']);
  expect(assess(troubled, [])).toEqual([]);
});
