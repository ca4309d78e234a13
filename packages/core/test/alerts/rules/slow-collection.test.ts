import { expect, it } from 'vitest';
import { slowCollection } from '../../../src/alerts/rules/slow-collection.js';
import { factsOf } from '../../support/alert-facts.js';

const look = (collectingMs: number) =>
  slowCollection(factsOf({ run: { collectingMs, slowest: { source: 'finnhub', durationMs: 21_400 } } }));

it('fires above thirty seconds, and is over with a run that takes no longer', () => {
  expect(look(30_000)).toMatchObject([{ isFiring: false }]);
  expect(look(30_001)).toMatchObject([
    {
      isFiring: true,
      severity: 'warning',
      summary: 'a run collected for 30 s; 30 s are allowed',
      more: ['its slowest collection was of finnhub: 21 s'],
    },
  ]);
});

it('says nothing between runs', () => {
  expect(slowCollection(factsOf({ run: null }))).toEqual([]);
});
