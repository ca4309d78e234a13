import type { Incident, IncidentQuery, IncidentStore, OutboxEntry } from '@ingest/core';
import { attempted, outcomeOf } from '../shared/attempted.js';
import { toLimit } from '../shared/limit.js';
import { preparedOnce, type SqliteClient } from './client.js';
import type { Connection } from './connection.js';
import { writeDeliveries } from './write-deliveries.js';

export function incidentRoom(connection: Connection): IncidentStore {
  return {
    async change(decide) {
      const attempt = await connection.transaction('change incidents', (client) => {
        const open = (statementsOf(client).open.all() as IncidentRow[]).map(toIncident);
        const decided = attempted(() => decide(open));
        if (decided.isDecided) write(client, decided.value.incidents, decided.value.notifications);
        return decided;
      });
      return outcomeOf(attempt).result;
    },
    async *list(query) {
      yield* await connection.step('read incidents', (client) => rowsOf(client, query).map(toIncident));
    },
  };
}

interface IncidentRow extends Omit<Incident, 'source'> {
  readonly source: string;
}

function toIncident({ source, ...rest }: IncidentRow): Incident {
  return { ...rest, source: source === '' ? null : source };
}

function write(client: SqliteClient, incidents: readonly Incident[], notifications: readonly OutboxEntry[]): void {
  const { upsert } = statementsOf(client);
  // One that is resolved makes room for another of its kind and source.
  const ordered = [...incidents].sort(
    (left, right) => Number(left.resolvedAt === null) - Number(right.resolvedAt === null),
  );
  for (const incident of ordered) upsert.run({ ...incident, source: incident.source ?? '' });
  writeDeliveries(client, notifications);
}

function rowsOf(client: SqliteClient, { incidentId, isOpen, limit }: IncidentQuery): IncidentRow[] {
  const conditions = [
    'true',
    ...(incidentId === undefined ? [] : ['incident_id = @incidentId']),
    ...(isOpen === undefined ? [] : [`resolved_at IS ${isOpen ? '' : 'NOT '}NULL`]),
  ];
  return client
    .prepare(`${columns} WHERE ${conditions.join(' AND ')} ORDER BY first_seen_at DESC, incident_id DESC LIMIT @limit`)
    .all({ ...(incidentId !== undefined && { incidentId }), limit: toLimit(limit) ?? -1 }) as IncidentRow[];
}

const columns = `
  SELECT incident_id AS incidentId, kind, source, severity, summary, details, first_seen_at AS firstSeenAt,
    last_seen_at AS lastSeenAt, resolved_at AS resolvedAt, announcements, announced_at AS announcedAt
  FROM incidents`;

const statementsOf = preparedOnce((client) => ({
  open: client.prepare(`${columns} WHERE resolved_at IS NULL ORDER BY incident_id`),
  upsert: client.prepare(`
    INSERT INTO incidents (incident_id, kind, source, severity, summary, details, first_seen_at, last_seen_at, resolved_at,
      announcements, announced_at)
    VALUES (@incidentId, @kind, @source, @severity, @summary, @details, @firstSeenAt, @lastSeenAt, @resolvedAt,
      @announcements, @announcedAt)
    ON CONFLICT (incident_id) DO UPDATE SET severity = excluded.severity, summary = excluded.summary,
      details = excluded.details, last_seen_at = excluded.last_seen_at, resolved_at = excluded.resolved_at,
      announcements = excluded.announcements, announced_at = excluded.announced_at`),
}));
