import type { QuotaLimit } from '@ingest/core';
import { scriptedSource } from '@ingest/core/testing';
import { expect, it } from 'vitest';
import { checkQuota as check } from '../../src/doctor/check-quota.js';

const source = (quota: readonly QuotaLimit[], maxTickersPerRequest: number) =>
  scriptedSource({ name: 'tiingo', quota, capabilities: { maxTickersPerRequest }, answer: () => ({ hang: true }) });

const unused = { quota: [], limitedUntil: null };
const checkQuota = (...[asked, tickers]: [Parameters<typeof check>[0], number]) => check(asked, tickers, unused);

it('fits when each window has room for its runs', () => {
  expect(checkQuota(source([{ window: 'hour', limit: 50 }], 50), 200)).toMatchObject({
    level: 'ok',
    text: 'tiingo: 200 tickers every 5 min take 4 requests a run at least: fits (50 a hour)',
  });
});

it('names the first window that breaks, and what would fit', () => {
  expect(checkQuota(source([{ window: 'minute', limit: 60 }], 1), 200)).toMatchObject({
    level: 'warning',
    text: expect.stringContaining('200 a minute, 60 are allowed'),
    advice: expect.stringContaining('larger plan'),
  });
  expect(checkQuota(source([{ window: 'hour', limit: 50 }], 50), 250)).toMatchObject({
    text: expect.stringContaining('60 a hour, 50 are allowed'),
  });
});

it('says that no plan is counted', () => {
  expect(checkQuota(source([], 1), 1)).toMatchObject({ level: 'ok', text: expect.stringContaining('no plan') });
});

it('is no fit while it is used up, and says when it is whole again', () => {
  const resetsAt = '2026-06-04T15:00:00.000Z';
  const quota = [{ window: 'hour', limit: 50, used: 50, left: 0, resetsAt }] as const;
  expect(check(source([{ window: 'hour', limit: 50 }], 50), 2, { ...unused, quota })).toMatchObject({
    level: 'warning',
    text: expect.stringContaining(`50 of 50 requests of this hour are used until ${resetsAt}`),
  });
  expect(check(source([], 50), 2, { ...unused, limitedUntil: resetsAt })).toMatchObject({
    level: 'warning',
    text: expect.stringContaining(`a limit of the plan is on until ${resetsAt}`),
  });
});
