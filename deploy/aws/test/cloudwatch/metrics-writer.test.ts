import { type IngestEvent, type Standing, samplesOf } from '@ingest/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metricsWriter } from '../../src/cloudwatch/metrics-writer.js';
import { type DataPoint, readMetricLine } from '../support/emf.js';

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
const delivered = (latencyMs: number): IngestEvent => ({
  type: 'delivery:succeeded',
  at,
  sink: 'news-topic',
  eventId: 'e',
  attempt: 1,
  durationMs: 20,
  latencyMs,
});
const standing: Standing = {
  freshness: { ageMs: 60_000, isStale: false },
  sources: [{ source: 'tiingo', lastSuccessAt: at, breaker: 'closed', quota: [] }],
  deliveries: [],
  incidents: [],
};

function writer() {
  const lines: string[] = [];
  const points: DataPoint[] = [];
  const write = (line: string) => {
    lines.push(line);
    points.push(...readMetricLine(line));
  };
  return {
    ...metricsWriter({ namespace: 'Ingest', now: () => Date.parse(at), write }),
    lines,
    valuesOf: (name: string) => points.flatMap(({ metric, values }) => (metric === name ? values : [])),
  };
}

describe('metricsWriter', () => {
  it('writes what happened since the last call, and then forgets it', () => {
    const { read, write, valuesOf } = writer();
    read(failover);
    read(failover);
    write(standing);
    write(standing);
    read(failover);
    write(standing);
    expect(valuesOf('Failovers')).toEqual([2, 0, 1]);
  });

  it('beats when the whole was looked at, with 0 when the store did not answer, and not for a function that does not look', () => {
    const { write, valuesOf } = writer();
    write(standing);
    write(null);
    write();
    expect(valuesOf('Heartbeat')).toEqual([1, 0]);
    expect(valuesOf('DataAge')).toEqual([60]);
    expect(valuesOf('Runs')).toEqual([0, 0, 0]);
  });

  it('ends each line, and puts nothing before it', () => {
    const { write, lines } = writer();
    write(standing);
    for (const line of lines) expect(line).toMatch(/^\{"_aws":.*\}\n$/);
  });

  it('loses nothing and counts nothing twice, however often it writes', () => {
    const steps = fc.oneof(
      fc.constant(failover),
      fc.nat(90_000).map(delivered),
      fc.constantFrom<Standing | null | undefined>(standing, null, undefined),
    );
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 400, size: 'max' }), (happened) => {
        const { read, write, valuesOf } = writer();
        for (const step of happened) {
          if (step && 'type' in step) read(step);
          else write(step);
        }
        write();
        const events = happened.filter((step) => step !== null && step !== undefined && 'type' in step);
        const samples = events.flatMap(samplesOf);
        const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
        expect(sum(valuesOf('Failovers'))).toBe(samples.filter(({ name }) => name === 'ingest_failovers_total').length);
        expect(valuesOf('DeliveryLatency')).toEqual(
          samples.filter(({ name }) => name === 'ingest_delivery_latency_seconds').map(({ value }) => value),
        );
      }),
      { numRuns: 30 },
    );
  });
});
