import type { Incident } from '../contracts/incidents.js';
import type { Alert } from '../model/alert.js';
import { toIso } from '../time/instant.js';

/** An incident as people and programs are told of it. */
export function toAlert(incident: Incident): Alert {
  const { incidentId, kind, severity, source, summary, details, firstSeenAt, lastSeenAt, resolvedAt } = incident;
  return {
    incidentId,
    kind,
    severity,
    state: resolvedAt === null ? 'firing' : 'resolved',
    ...(source !== null && { source }),
    summary,
    details,
    firstSeenAt: toIso(firstSeenAt),
    lastSeenAt: toIso(lastSeenAt),
    ...(resolvedAt !== null && { resolvedAt: toIso(resolvedAt) }),
  };
}
