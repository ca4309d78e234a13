import type { IngestEvent } from '../events.js';
import type { CollectionEvent } from '../model/collection-event.js';
import { type itemKinds, type Sample, sampleOf } from './catalogue.js';

/** What an event adds to the counters and histograms of the catalogue. */
export function samplesOf(event: IngestEvent): readonly Sample[] {
  switch (event.type) {
    case 'run:ended': {
      const { outcome, durationMs } = event.report;
      return [
        sampleOf('ingest_runs_total', 1, { outcome }),
        sampleOf('ingest_run_duration_seconds', seconds(durationMs), {}),
      ];
    }
    case 'run:skipped':
      return [sampleOf('ingest_runs_total', 1, { outcome: 'skipped' })];
    case 'slots:missed':
      return [sampleOf('ingest_slots_missed_total', event.count, {})];
    case 'collection:ended':
      return collectionSamples(event.event);
    case 'failover:happened': {
      const { from, to, code } = event;
      return [sampleOf('ingest_failovers_total', 1, { from, to, code })];
    }
    case 'delivery:succeeded': {
      const { sink, latencyMs } = event;
      return [sampleOf('ingest_delivery_latency_seconds', seconds(latencyMs), { sink })];
    }
    case 'delivery:failed': {
      const { sink, code } = event;
      return code === 'ABORTED' ? [] : [sampleOf('ingest_delivery_failures_total', 1, { sink, code })];
    }
    default:
      return [];
  }
}

function collectionSamples(event: CollectionEvent): readonly Sample[] {
  const { source, outcome, durationMs, requests } = event;
  const items = {
    new: event.newItemCount,
    duplicate: event.duplicateCount,
    revised: event.revisedCount,
    collision: event.collisionCount,
    rejected: event.rejectedCount,
  } satisfies Record<(typeof itemKinds)[number], number>;
  return [
    sampleOf('ingest_collections_total', 1, { source, outcome }),
    sampleOf('ingest_collection_duration_seconds', seconds(durationMs), { source }),
    sampleOf('ingest_requests_total', requests, { source }),
    ...Object.entries(items).map(([kind, count]) => sampleOf('ingest_items_total', count, { source, kind })),
  ];
}

function seconds(ms: number): number {
  return ms / 1000;
}
