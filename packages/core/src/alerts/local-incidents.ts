import type { Incident, IncidentQuery, IncidentStore } from '../contracts/incidents.js';
import type { OutboxEntry } from '../contracts/outbox.js';
import { IngestError } from '../errors/ingest-error.js';
import { compareText } from '../text/compare-text.js';

/** Where alerts of incidents that end with the process go, and what is known of them before. */
export interface LocalIncidentsOptions {
  /** Takes what is to be sent, before anything is kept; what it throws leaves everything as it was. */
  readonly send: (notifications: readonly OutboxEntry[]) => void | Promise<void>;
  /** By id. Default: none yet. */
  readonly incidents?: Map<string, Incident>;
}

/** Incidents that end with the process: a replay begins with none, and the memory store keeps its own so. */
export function localIncidents({ send, incidents = new Map() }: LocalIncidentsOptions): IncidentStore {
  return {
    async change(decide) {
      const open = [...incidents.values()].filter(isOpen).sort((left, right) => byId(left, right));
      const { incidents: changed, notifications, result } = decide(open);
      const after = new Map(incidents);
      for (const incident of changed) after.set(incident.incidentId, { ...incident });
      assertOneOpen([...after.values()]);
      const sending = send(notifications);
      // One that is done at once leaves no moment in which another change could read what is not kept yet.
      if (sending !== undefined) await sending;
      for (const [id, incident] of after) incidents.set(id, incident);
      return result;
    },
    async *list(query) {
      const found = [...incidents.values()].filter((incident) => isMeant(incident, query));
      found.sort((left, right) => right.firstSeenAt - left.firstSeenAt || byId(right, left));
      yield* found.slice(0, query.limit);
    },
  };
}

function isOpen({ resolvedAt }: Incident): boolean {
  return resolvedAt === null;
}

function byId(left: Incident, right: Incident): number {
  return compareText(left.incidentId, right.incidentId);
}

function isMeant(incident: Incident, query: IncidentQuery): boolean {
  if (query.incidentId !== undefined && incident.incidentId !== query.incidentId) return false;
  return query.isOpen === undefined || isOpen(incident) === query.isOpen;
}

function assertOneOpen(incidents: readonly Incident[]): void {
  const seen = new Set<string>();
  for (const { kind, source } of incidents.filter(isOpen)) {
    const subject = source === null ? kind : `${kind} of ${source}`;
    if (seen.has(subject)) throw new IngestError('STORE_CONFLICT', `an incident is open already: ${subject}`);
    seen.add(subject);
  }
}
