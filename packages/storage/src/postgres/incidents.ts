import type { Incident, IncidentQuery, IncidentStore, OutboxEntry } from '@ingest/core';
import { attempted, outcomeOf } from '../shared/attempted.js';
import { toLimit } from '../shared/limit.js';
import type { Connection } from './connection.js';
import { namedLock } from './locks.js';
import type { Session } from './session.js';
import { inSchema, quoted } from './statements.js';
import { writeDeliveries } from './write-deliveries.js';

export function incidentRoom(connection: Connection): IncidentStore {
  return {
    async change(decide) {
      const lock = namedLock(connection.schema, 'incidents');
      const attempt = await connection.transaction('change incidents', [lock], async (session) => {
        const open = (await session.rows<IncidentRow>(statementsOf(session).open)).map(toIncident);
        const decided = attempted(() => decide(open));
        if (decided.isDecided) await write(session, decided.value.incidents, decided.value.notifications);
        return decided;
      });
      return outcomeOf(attempt).result;
    },
    async *list(query) {
      const rows = await connection.snapshot('read incidents', (session) => rowsOf(session, query));
      yield* rows.map(toIncident);
    },
  };
}

interface IncidentRow extends Omit<Incident, 'source'> {
  readonly source: string;
}

function toIncident({ source, ...rest }: IncidentRow): Incident {
  return { ...rest, source: source === '' ? null : source };
}

async function write(
  session: Session,
  incidents: readonly Incident[],
  notifications: readonly OutboxEntry[],
): Promise<void> {
  // One that is resolved makes room for another of its kind and source.
  const ordered = [...incidents].sort(
    (left, right) => Number(left.resolvedAt === null) - Number(right.resolvedAt === null),
  );
  for (const incident of ordered)
    await session.run(statementsOf(session).upsert, [
      incident.incidentId,
      incident.kind,
      incident.source ?? '',
      incident.severity,
      incident.summary,
      incident.details,
      incident.firstSeenAt,
      incident.lastSeenAt,
      incident.resolvedAt,
      incident.announcements,
      incident.announcedAt,
    ]);
  await writeDeliveries(session, notifications);
}

async function rowsOf(session: Session, { incidentId, isOpen, limit }: IncidentQuery): Promise<IncidentRow[]> {
  const conditions = [
    'true',
    ...(incidentId === undefined ? [] : ['incident_id = $2']),
    ...(isOpen === undefined ? [] : [`resolved_at IS ${isOpen ? '' : 'NOT '}NULL`]),
  ];
  const { rows } = await session.query(
    `${columnsIn(`${quoted(session.schema)}.`)} WHERE ${conditions.join(' AND ')}
    ORDER BY first_seen_at DESC, incident_id DESC LIMIT $1`,
    [toLimit(limit), ...(incidentId === undefined ? [] : [incidentId])],
  );
  return rows as IncidentRow[];
}

function columnsIn(at: string): string {
  return `
    SELECT incident_id AS "incidentId", kind, source, severity, summary, details, first_seen_at AS "firstSeenAt",
      last_seen_at AS "lastSeenAt", resolved_at AS "resolvedAt", announcements, announced_at AS "announcedAt"
    FROM ${at}incidents`;
}

const statementsOf = inSchema((at) => ({
  open: `${columnsIn(at)} WHERE resolved_at IS NULL ORDER BY incident_id`,
  upsert: `
    INSERT INTO ${at}incidents (incident_id, kind, source, severity, summary, details, first_seen_at, last_seen_at,
      resolved_at, announcements, announced_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
    ON CONFLICT (incident_id) DO UPDATE SET severity = excluded.severity, summary = excluded.summary,
      details = excluded.details, last_seen_at = excluded.last_seen_at, resolved_at = excluded.resolved_at,
      announcements = excluded.announcements, announced_at = excluded.announced_at`,
}));
