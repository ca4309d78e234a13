import type { Verdict } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import { levelOf, troublesOf } from '../../src/status/judge.js';
import { incidentOf } from '../support/incidents.js';
import { sinkStatusOf, troubleOf } from '../support/status.js';

const now = Date.UTC(2026, 5, 4, 14);
const finding = {
  severity: 'warning',
  summary: 'as of now',
  since: now - 5000,
  stillWorks: 'all else',
  next: 'ingest',
} as const;
const seen: Verdict = { kind: 'SOURCE_DEGRADED', source: 'finnhub', isFiring: true, ...finding };
const stale: Verdict = { kind: 'STALE_DATA', source: null, isFiring: true, ...finding, severity: 'critical' };

describe('what is wrong', () => {
  it('is an open incident in the words of this moment, where the rules see it', () => {
    expect(troublesOf([seen], [incidentOf(now)], [])).toEqual([
      {
        incidentId: '01K6ZQ4T8R0000000000000001',
        kind: 'SOURCE_DEGRADED',
        source: 'finnhub',
        severity: 'warning',
        summary: 'as of now',
        since: '2026-06-04T13:57:00.000Z',
        isSeenNow: true,
        mutedUntil: null,
      },
    ]);
  });

  it('is an open incident that is over, or that only a run can see', () => {
    const fine: Verdict = { kind: 'SOURCE_DEGRADED', source: 'finnhub', isFiring: false };
    const summary = incidentOf(now).summary;
    expect(troublesOf([fine], [incidentOf(now)], [])).toMatchObject([{ isSeenNow: false, summary }]);
    expect(troublesOf([{ ...fine, source: 'tiingo' }], [incidentOf(now)], [])).toMatchObject([
      { isSeenNow: null, summary },
    ]);
  });

  it('is what the rules see and nobody was told of; the worst first, then the oldest', () => {
    const older = { ...seen, source: 'tiingo', since: now - DAY } as Verdict;
    const muted = [{ kind: 'STALE_DATA', source: null, until: now + 1000 }] as const;
    const troubles = troublesOf([older, stale], [incidentOf(now)], muted);
    expect(troubles.map(({ kind, source, incidentId }) => [kind, source, incidentId !== null])).toEqual([
      ['STALE_DATA', null, false],
      ['SOURCE_DEGRADED', 'tiingo', false],
      ['SOURCE_DEGRADED', 'finnhub', true],
    ]);
    expect(troubles.map(({ mutedUntil }) => mutedUntil)).toEqual(['2026-06-04T14:00:01.000Z', null, null]);
  });
});

const DAY = 86_400_000;

describe('how the whole stands', () => {
  const well = { troubles: [], sinks: [sinkStatusOf()], lastSuccessAt: now, firstRunAt: now };
  const disabled = sinkStatusOf({ disabledBecause: 'gone' });
  it.each([
    ['ok', {}],
    ['ok', { firstRunAt: null }],
    ['ok', { sinks: [{ ...disabled, isConfigured: false }] }],
    ['warning', { troubles: [troubleOf()] }],
    ['warning', { sinks: [disabled] }],
    ['warning', { lastSuccessAt: null }],
    ['unknown', { lastSuccessAt: null, firstRunAt: null }],
    ['unknown', { lastSuccessAt: null, firstRunAt: null, troubles: [troubleOf()] }],
    ['critical', { troubles: [troubleOf(), troubleOf({ severity: 'critical' })] }],
    ['critical', { lastSuccessAt: null, firstRunAt: null, troubles: [troubleOf({ severity: 'critical' })] }],
  ] as const)('is %s with %j', (level, fields) => {
    expect(levelOf({ ...well, ...fields })).toBe(level);
  });
});
