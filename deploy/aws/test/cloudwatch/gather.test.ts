import { type Sample, standingSamples } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import { gather } from '../../src/cloudwatch/gather.js';

const zeros = { Runs: [0], FailedRuns: [0], Failovers: [0], NewStories: [0], Duplicates: [0] };
const collection = (source: string, outcome: string): Sample => ({
  name: 'ingest_collections_total',
  labels: { source, outcome },
  value: 1,
});
const took = (source: string, value: number): Sample => ({
  name: 'ingest_collection_duration_seconds',
  labels: { source },
  value,
});
const run = (outcome: string): Sample => ({ name: 'ingest_runs_total', labels: { outcome }, value: 1 });

describe('gather', () => {
  it('tells 0 of everything that is counted where nothing happened, and no gauge where nobody looked', () => {
    expect(gather([], { hasStanding: false })).toEqual([{ dimensions: {}, values: zeros }]);
  });

  it('counts only what its metric is made of', () => {
    const [whole] = gather([run('ok'), run('failed'), run('skipped')], { hasStanding: false });
    expect(whole?.values).toMatchObject({ Runs: [2], FailedRuns: [1] });
  });

  it('tells each source apart, and each collection of it', () => {
    const samples = [
      collection('tiingo', 'ok'),
      took('tiingo', 0.5),
      collection('finnhub', 'failed'),
      took('finnhub', 3),
      collection('finnhub', 'empty'),
      took('finnhub', 2),
      collection('finnhub', 'skipped'),
    ];
    expect(gather(samples, { hasStanding: false }).slice(1)).toEqual([
      {
        dimensions: { Source: 'tiingo' },
        values: { CollectionSuccess: [1], CollectionDuration: [0.5] },
      },
      {
        dimensions: { Source: 'finnhub' },
        values: { CollectionSuccess: [0, 1], CollectionDuration: [3, 2] },
      },
    ]);
  });

  it('tells the gauges of a store that answered, 0 where there is nothing, and not what nobody knows', () => {
    const standing = { freshness: { ageMs: null, isStale: null }, sources: [], deliveries: [], incidents: [] };
    const [whole, ...others] = gather(standingSamples(standing), { hasStanding: true });
    expect(others).toEqual([]);
    expect(whole?.values).toEqual({
      ...zeros,
      Heartbeat: [1],
      OpenBreakers: [0],
      QuotaUsed: [0],
      OldestNotification: [0],
      DeadNotifications: [0],
      CriticalIncidents: [0],
      OpenIncidents: [0],
    });
  });

  it('tells of a store that did not answer nothing but that', () => {
    expect(gather(standingSamples(null), { hasStanding: false })).toEqual([
      { dimensions: {}, values: { ...zeros, Heartbeat: [0] } },
    ]);
  });

  it('takes the largest of what is used of any long window, for all and for each source', () => {
    const standing = {
      freshness: { ageMs: 60_000, isStale: false },
      sources: [
        source('tiingo', 'open', { minute: 1, hour: 0.25, day: 0.5 }),
        source('finnhub', 'half-open', { day: 0.75 }),
      ],
      deliveries: [
        { sink: 'a', waiting: 3, dead: 2, oldestAgeMs: 9000 },
        { sink: 'b', waiting: 0, dead: 1, oldestAgeMs: null },
      ],
      incidents: [
        { incidentId: '1', kind: 'AUTH_FAILED', severity: 'critical' },
        { incidentId: '2', kind: 'QUOTA_LOW', severity: 'warning' },
      ],
    } as const;
    const records = gather(standingSamples(standing), { hasStanding: true });
    expect(records[0]?.values).toMatchObject({
      DataAge: [60],
      DataStale: [0],
      OpenBreakers: [2],
      QuotaUsed: [0.75],
      OldestNotification: [9],
      DeadNotifications: [3],
      CriticalIncidents: [1],
      OpenIncidents: [2],
    });
    expect(records.slice(1)).toEqual([
      { dimensions: { Source: 'tiingo' }, values: { QuotaUsed: [0.5] } },
      {
        dimensions: { Source: 'finnhub' },
        values: { QuotaUsed: [0.75] },
      },
    ]);
  });
});

function source<Breaker extends 'open' | 'half-open'>(name: string, breaker: Breaker, used: Record<string, number>) {
  const quota = Object.entries(used).map(([window, part]) => ({ window, used: part * 100, limit: 100 }));
  return { source: name, lastSuccessAt: null, breaker, quota };
}
