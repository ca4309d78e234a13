import { describe, expect, it } from 'vitest';
import type { IngestEvent } from '../../src/events.js';
import { samplesOf } from '../../src/metrics/event-samples.js';
import { collectionEventOf, runReportOf } from '../support/model-values.js';

const stamp = { runId: '01KT9AWC00A1B2C3D4E5F6G7H8', at: '2026-06-04T14:00:00.000Z' };
const delivery = { at: stamp.at, sink: 'webhook-1', eventId: 'e', attempt: 1 } as const;

describe('samplesOf', () => {
  it('counts a run by its outcome and keeps how long it took', () => {
    const report = runReportOf({ outcome: 'partial', durationMs: 1250 });
    expect(samplesOf({ type: 'run:ended', ...stamp, report })).toEqual([
      { name: 'ingest_runs_total', value: 1, labels: { outcome: 'partial' } },
      { name: 'ingest_run_duration_seconds', value: 1.25, labels: {} },
    ]);
  });

  it('counts a run that was skipped, which takes no time', () => {
    expect(samplesOf({ type: 'run:skipped', ...stamp, heldBy: 'another' })).toEqual([
      { name: 'ingest_runs_total', value: 1, labels: { outcome: 'skipped' } },
    ]);
  });

  it('takes every number of a collection', () => {
    const event = collectionEventOf({ source: 'finnhub', durationMs: 500, requests: 3 });
    const samples = samplesOf({ type: 'collection:ended', ...stamp, event });
    expect(samples.slice(0, 3)).toEqual([
      { name: 'ingest_collections_total', value: 1, labels: { source: 'finnhub', outcome: 'ok' } },
      { name: 'ingest_collection_duration_seconds', value: 0.5, labels: { source: 'finnhub' } },
      { name: 'ingest_requests_total', value: 3, labels: { source: 'finnhub' } },
    ]);
    expect(samples.slice(3).map(({ labels, value }) => [labels.kind, value])).toEqual([
      ['new', 4],
      ['duplicate', 3],
      ['revised', 1],
      ['collision', 1],
      ['rejected', 1],
    ]);
  });

  it('counts failovers, missed slots and deliveries', () => {
    const events: IngestEvent[] = [
      { type: 'failover:happened', ...stamp, from: 'tiingo', to: 'finnhub', code: 'TIMEOUT', tickers: [] },
      { type: 'slots:missed', at: stamp.at, count: 7, first: stamp.at, last: stamp.at },
      { type: 'delivery:succeeded', ...delivery, durationMs: 20, latencyMs: 340 },
      { type: 'delivery:failed', ...delivery, code: 'SINK_UNAVAILABLE', message: 'no', isDead: false },
    ];
    expect(events.flatMap(samplesOf)).toEqual([
      { name: 'ingest_failovers_total', value: 1, labels: { from: 'tiingo', to: 'finnhub', code: 'TIMEOUT' } },
      { name: 'ingest_slots_missed_total', value: 7, labels: {} },
      { name: 'ingest_delivery_latency_seconds', value: 0.34, labels: { sink: 'webhook-1' } },
      { name: 'ingest_delivery_failures_total', value: 1, labels: { sink: 'webhook-1', code: 'SINK_UNAVAILABLE' } },
    ]);
  });

  it('takes no delivery that our own end cut off for a failure of the sink', () => {
    expect(
      samplesOf({ type: 'delivery:failed', ...delivery, code: 'ABORTED', message: 'stopped', isDead: false }),
    ).toEqual([]);
  });

  it('has nothing to count in progress', () => {
    expect(samplesOf({ type: 'run:started', ...stamp, tickers: [], sources: ['tiingo'] })).toEqual([]);
  });
});
