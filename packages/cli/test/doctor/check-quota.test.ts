import { expect, it } from 'vitest';
import { checkQuota } from '../../src/doctor/check-quota.js';
import { assess, type PlannedSource } from '../../src/plan/assess.js';
import { plannedSource, timetableOf } from '../support/planned.js';

const unused: Parameters<typeof checkQuota>[3] = { quota: [], limitedUntil: null };
const check = (source: Partial<PlannedSource>, tickers: number, health = unused) =>
  checkQuota(assess(plannedSource(source), tickers, timetableOf({ hour: 12 })), tickers, '5m', health);

it('fits when each window has room for its runs', () => {
  expect(check({ tickersAMonth: { free: 500 } }, 200)).toMatchObject({
    level: 'ok',
    text: 'tiingo: 200 tickers every 5m take 4 requests a run at least: fits (50 a hour, 500 tickers a month)',
  });
});

it('names the first window that breaks, and what would fit', () => {
  const plans = { free: [{ window: 'minute', limit: 60 }] } as const;
  expect(check({ plans, maxTickersPerRequest: 1 }, 200)).toMatchObject({
    level: 'warning',
    text: expect.stringContaining('200 a minute, 60 are allowed'),
    advice: expect.stringContaining('ingest plan'),
  });
  expect(check({}, 250)).toMatchObject({ text: expect.stringContaining('60 a hour, 50 are allowed') });
});

it('says that no plan is counted', () => {
  expect(check({ plan: 'none' }, 1)).toMatchObject({ level: 'ok', text: expect.stringContaining('no plan') });
});

it('is no fit while it is used up, and says when it is whole again', () => {
  const resetsAt = '2026-06-04T15:00:00.000Z';
  const quota = [{ window: 'hour', limit: 50, used: 50, left: 0, resetsAt }] as const;
  expect(check({}, 2, { ...unused, quota })).toMatchObject({
    level: 'warning',
    text: expect.stringContaining(`50 of 50 requests of this hour are used until ${resetsAt}`),
  });
  expect(check({ plan: 'none' }, 2, { ...unused, limitedUntil: resetsAt })).toMatchObject({
    level: 'warning',
    text: expect.stringContaining(`a limit of the plan is on until ${resetsAt}`),
  });
});
