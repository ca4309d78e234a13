import { expect, it } from 'vitest';
import { lastSuccessOf } from '../../src/alerts/facts.js';
import { sourceFactsOf } from '../support/alert-facts.js';

it('takes the latest success of all sources', () => {
  const at = (lastSuccessAt: number | null) => sourceFactsOf({ lastSuccessAt });
  expect(lastSuccessOf({ sources: [at(3), at(null), at(7), at(5)] })).toBe(7);
  expect(lastSuccessOf({ sources: [at(null)] })).toBeNull();
  expect(lastSuccessOf({ sources: [] })).toBeNull();
});
