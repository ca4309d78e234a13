import type { AlertKind, AlertSeverity } from '../model/alert.js';
import type { Breaker } from '../resilience/breaker.js';
import { fromIso } from '../time/instant.js';
import { type Sample, sampleOf } from './catalogue.js';

/** How the whole stands, as far as the gauges show it: a part of what `ingest status --json` prints. */
export interface Standing {
  readonly freshness: {
    /** Null before the first success. */
    readonly ageMs: number | null;
    /** Null when nobody can tell. */
    readonly isStale: boolean | null;
  };
  readonly sources: readonly {
    readonly source: string;
    readonly lastSuccessAt: string | null;
    readonly breaker: Breaker['kind'];
    readonly quota: readonly { readonly window: string; readonly used: number; readonly limit: number }[];
  }[];
  readonly deliveries: readonly {
    readonly sink: string;
    readonly waiting: number;
    readonly dead: number;
    readonly oldestAgeMs: number | null;
  }[];
  readonly incidents: readonly {
    /** Null: no incident yet, only seen now. */
    readonly incidentId: string | null;
    readonly kind: AlertKind;
    readonly severity: AlertSeverity;
  }[];
}

/** What the gauges of the catalogue are now. Null: the store did not answer. */
export function standingSamples(standing: Standing | null): readonly Sample[] {
  if (standing === null) return [sampleOf('ingest_store_up', 0, {})];
  const { freshness, sources, deliveries, incidents } = standing;
  return [
    sampleOf('ingest_store_up', 1, {}),
    ...known(freshness.ageMs, (ageMs) => sampleOf('ingest_data_age_seconds', ageMs / 1000, {})),
    ...known(freshness.isStale, (isStale) => sampleOf('ingest_data_stale', Number(isStale), {})),
    ...sources.flatMap(sourceSamples),
    ...deliveries.flatMap(({ sink, waiting, dead, oldestAgeMs }) => [
      sampleOf('ingest_outbox_pending', waiting, { sink }),
      sampleOf('ingest_outbox_dead', dead, { sink }),
      sampleOf('ingest_outbox_oldest_age_seconds', (oldestAgeMs ?? 0) / 1000, { sink }),
    ]),
    ...incidentSamples(incidents),
  ];
}

function sourceSamples({ source, lastSuccessAt, breaker, quota }: Standing['sources'][number]): readonly Sample[] {
  return [
    ...known(lastSuccessAt, (at) => sampleOf('ingest_last_success_timestamp_seconds', fromIso(at) / 1000, { source })),
    sampleOf('ingest_breaker_open', breaker === 'closed' ? 0 : 1, { source }),
    ...quota.map(({ window, used, limit }) => sampleOf('ingest_quota_used_ratio', used / limit, { source, window })),
  ];
}

function incidentSamples(incidents: Standing['incidents']): readonly Sample[] {
  const counts = new Map<string, Sample>();
  for (const { incidentId, kind, severity } of incidents) {
    if (incidentId === null) continue;
    const key = `${kind} ${severity}`;
    counts.set(key, sampleOf('ingest_incidents_open', (counts.get(key)?.value ?? 0) + 1, { kind, severity }));
  }
  return [...counts.values()];
}

function known<T>(value: T | null, sample: (value: T) => Sample): readonly Sample[] {
  return value === null ? [] : [sample(value)];
}
