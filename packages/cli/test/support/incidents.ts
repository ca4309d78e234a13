import type { EpochMs, Incident, OutboxEntry, Store } from '@ingest/core';
import { openStore } from '../../src/compose.js';

/** A source is left alone since three minutes before, and people were told once; every field can be overridden. */
export function incidentOf(now: EpochMs, fields: Partial<Incident> = {}): Incident {
  const firstSeenAt = now - 3 * 60_000;
  return {
    incidentId: '01K6ZQ4T8R0000000000000001',
    kind: 'SOURCE_DEGRADED',
    source: 'finnhub',
    severity: 'warning',
    summary: 'finnhub is left alone: it failed 3 times in a row (TIMEOUT)',
    details: 'since 2026-06-04 13:12 UTC\nwhat to do: ingest doctor',
    firstSeenAt,
    lastSeenAt: now - 60_000,
    resolvedAt: null,
    announcements: 1,
    announcedAt: firstSeenAt,
    ...fields,
  };
}

/** A store that keeps these incidents, with what is sent of them, and whatever else is done to it. */
export async function storeOfIncidents(
  url: string,
  incidents: readonly Incident[],
  {
    notifications = [],
    shape = async () => {},
  }: { notifications?: readonly OutboxEntry[]; shape?: (store: Store) => Promise<unknown> } = {},
): Promise<void> {
  const store = await openStore(url, true);
  await store.incidents.change(() => ({ incidents, notifications, result: undefined }));
  await shape(store);
  await store.close();
}
