import type { IngestEvent } from '@ingest/core';
import { register } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { prometheus } from '../../src/metrics/prometheus.js';

const at = '2026-06-04T14:00:00.000Z';
const failover: IngestEvent = {
  type: 'failover:happened',
  runId: '01KT9AWC00A1B2C3D4E5F6G7H8',
  at,
  from: 'tiingo',
  to: 'finnhub',
  code: 'TIMEOUT',
  tickers: [],
};
const delivered: IngestEvent = {
  type: 'delivery:succeeded',
  at,
  sink: 'my "sink"',
  eventId: 'e',
  attempt: 1,
  durationMs: 20,
  latencyMs: 700,
};
const standing = { freshness: { ageMs: 60_000, isStale: null }, sources: [], deliveries: [], incidents: [] };

describe('prometheus', () => {
  it('counts events, each in the metric of the catalogue', async () => {
    const { read, render } = prometheus({ withProcess: false });
    read(failover);
    read(failover);
    read(delivered);
    const text = await render(standing);
    expect(text).toContain('# TYPE ingest_failovers_total counter\n');
    expect(text).toContain('ingest_failovers_total{from="tiingo",to="finnhub",code="TIMEOUT"} 2\n');
    expect(text).toContain('ingest_delivery_latency_seconds_bucket{le="0.5",sink="my \\"sink\\""} 0\n');
    expect(text).toContain('ingest_delivery_latency_seconds_bucket{le="1",sink="my \\"sink\\""} 1\n');
  });

  it('shows 0 for every outcome of a run before the first one', async () => {
    const text = await prometheus({ withProcess: false }).render(standing);
    expect(text.match(/^ingest_runs_total\{outcome="\w+"\} 0$/gm)).toHaveLength(4);
    expect(text).toContain('\ningest_slots_missed_total 0\n');
  });

  it('reads gauges anew each time, and forgets those that are gone', async () => {
    const { render } = prometheus({ withProcess: false });
    const [full, empty] = await Promise.all([render(standing), render(null)]);
    expect(full).toContain('\ningest_data_age_seconds 60\n');
    expect(full).toContain('\ningest_store_up 1\n');
    expect(empty).toContain('\ningest_store_up 0\n');
    expect(empty).not.toContain('ingest_data_age_seconds');
  });

  it('is text that can be read line by line', async () => {
    const text = await prometheus({ withProcess: true }).render(standing);
    for (const line of text.split('\n').filter(Boolean))
      expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{.+\})? (-?[\d.e+-]+|Nan|\+Inf))$/);
    expect(text.endsWith('\n')).toBe(true);
    expect(text).toContain('\nprocess_resident_memory_bytes ');
  });

  it('keeps nothing in the registry that all share', async () => {
    prometheus({ withProcess: true }).read(failover);
    expect(await register.metrics()).toBe('\n');
  });
});
