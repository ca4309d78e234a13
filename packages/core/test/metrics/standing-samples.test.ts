import { describe, expect, it } from 'vitest';
import { type Standing, standingSamples } from '../../src/metrics/standing-samples.js';

const calm: Standing = {
  freshness: { ageMs: 90_000, isStale: false },
  sources: [],
  deliveries: [],
  incidents: [],
};
const named = (standing: Standing | null, name: string) =>
  standingSamples(standing)
    .filter((sample) => sample.name === name)
    .map(({ labels, value }) => ({ ...labels, value }));

describe('standingSamples', () => {
  it('says that the store did not answer, and nothing else', () => {
    expect(standingSamples(null)).toEqual([{ name: 'ingest_store_up', value: 0, labels: {} }]);
  });

  it('tells the age of the data, and whether it is too old', () => {
    expect(named(calm, 'ingest_data_age_seconds')).toEqual([{ value: 90 }]);
    expect(named({ ...calm, freshness: { ageMs: 1, isStale: true } }, 'ingest_data_stale')).toEqual([{ value: 1 }]);
    expect(named(calm, 'ingest_data_stale')).toEqual([{ value: 0 }]);
  });

  it('leaves out what nobody can tell', () => {
    const names = standingSamples({ ...calm, freshness: { ageMs: null, isStale: null } }).map(({ name }) => name);
    expect(names).toEqual(['ingest_store_up']);
  });

  it('tells of each source its last success, its breaker and its windows', () => {
    const source = { source: 'tiingo', lastSuccessAt: '1970-01-01T00:01:00.000Z', breaker: 'half-open' } as const;
    const sources = [{ ...source, quota: [{ window: 'hour', used: 9, limit: 10 }] }];
    expect(named({ ...calm, sources }, 'ingest_last_success_timestamp_seconds')).toEqual([
      { source: 'tiingo', value: 60 },
    ]);
    expect(named({ ...calm, sources }, 'ingest_breaker_open')).toEqual([{ source: 'tiingo', value: 1 }]);
    expect(named({ ...calm, sources }, 'ingest_quota_used_ratio')).toEqual([
      { source: 'tiingo', window: 'hour', value: 0.9 },
    ]);
  });

  it('tells of each sink what waits, since when, and what was given up', () => {
    const deliveries = [
      { sink: 'a', waiting: 2, dead: 1, oldestAgeMs: 5500 },
      { sink: 'b', waiting: 0, dead: 0, oldestAgeMs: null },
    ];
    expect(named({ ...calm, deliveries }, 'ingest_outbox_pending').map(({ value }) => value)).toEqual([2, 0]);
    expect(named({ ...calm, deliveries }, 'ingest_outbox_dead').map(({ value }) => value)).toEqual([1, 0]);
    expect(named({ ...calm, deliveries }, 'ingest_outbox_oldest_age_seconds').map(({ value }) => value)).toEqual([
      5.5, 0,
    ]);
  });

  it('counts the incidents of a kind, not what only this look sees', () => {
    const degraded = { kind: 'SOURCE_DEGRADED', severity: 'warning' } as const;
    const incidents = ['1', '2', null].map((incidentId) => ({ ...degraded, incidentId }));
    expect(named({ ...calm, incidents }, 'ingest_incidents_open')).toEqual([{ ...degraded, value: 2 }]);
  });
});
