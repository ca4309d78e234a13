import { expect, it } from 'vitest';
import { quotaLow } from '../../../src/alerts/rules/quota-low.js';
import type { QuotaLevel } from '../../../src/resilience/quota.js';
import { factsOf, minute, now, sourceFactsOf } from '../../support/alert-facts.js';

const level = (fields: Partial<QuotaLevel>): QuotaLevel => ({
  window: 'hour',
  used: 45,
  limit: 50,
  resetsAt: now + 30 * minute,
  ...fields,
});
const look = (...quota: readonly QuotaLevel[]) => quotaLow(factsOf({ sources: [sourceFactsOf({ quota })] }));

it('fires at nine tenths of an hour, a day or a month, for each source by itself', () => {
  expect(look(level({ used: 44 }))).toMatchObject([{ source: 'tiingo', isFiring: false }]);
  expect(look(level({}))).toMatchObject([
    {
      isFiring: true,
      severity: 'warning',
      summary: 'tiingo has little left of its plan: 45 of 50 requests of this hour',
      more: ['the hour is whole again at 2026-06-04 14:30 UTC'],
    },
  ]);
  for (const window of ['day', 'month'] as const) expect(look(level({ window }))).toMatchObject([{ isFiring: true }]);
});

it('lets a minute be full', () => {
  expect(look(level({ window: 'minute', used: 60, limit: 60 }))).toMatchObject([{ isFiring: false }]);
});
