import { randomUUID } from 'node:crypto';
import { type AlertNotification, type EpochMs, toIso } from '@ingest/core';

/**
 * What is sent to try a sink: an alert that says that it is a test, with ids that no incident ever has. It is resolved, so that
 * whoever pages people by alerts pages nobody, and none stays open; and it is no news, which a receiver would look for in the store.
 */
export function sampleAlert(sink: string, now: EpochMs): AlertNotification {
  const at = toIso(now);
  return {
    eventId: `test-${randomUUID()}`,
    eventType: 'ALERT',
    timestamp: at,
    alert: {
      incidentId: `test-${randomUUID()}`,
      kind: 'DELIVERY_FAILING',
      severity: 'warning',
      state: 'resolved',
      summary: 'This is a test of ingest: nothing is wrong, and there is nothing to do',
      details: `Sent by: ingest deliveries test ${sink}`,
      firstSeenAt: at,
      lastSeenAt: at,
      resolvedAt: at,
    },
  };
}
