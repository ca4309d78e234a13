import { type EpochMs, type IncidentStore, localIncidents } from '@ingest/core';
import { toLimit } from '../shared/limit.js';
import type { MemoryData } from './data.js';
import { assertNewDeliveries, keepEntries } from './outbox.js';

export function incidentRoom(opened: () => MemoryData): IncidentStore {
  const room = () => {
    const data = opened();
    return localIncidents({
      incidents: data.incidents,
      send(notifications) {
        assertNewDeliveries(data, notifications);
        keepEntries(data, notifications);
      },
    });
  };
  return {
    async change(decide) {
      return room().change(decide);
    },
    async *list(query) {
      const limit = toLimit(query.limit);
      yield* room().list({ ...query, ...(limit !== null && { limit }) });
    },
  };
}

/** Removes those that were resolved before an instant. */
export function pruneIncidents({ incidents }: MemoryData, before: EpochMs): number {
  const old = [...incidents.values()].filter(({ resolvedAt }) => resolvedAt !== null && resolvedAt < before);
  for (const { incidentId } of old) incidents.delete(incidentId);
  return old.length;
}
