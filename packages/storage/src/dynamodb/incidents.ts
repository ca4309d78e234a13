import { compareText, type Incident, type IncidentChange, type IncidentStore, IngestError } from '@ingest/core';
import { type Attempt, attempted, outcomeOf } from '../shared/attempted.js';
import { toLimit } from '../shared/limit.js';
import { change } from './change.js';
import type { Connection } from './connection.js';
import { addEntries } from './delivery-rows.js';
import { bodyOf, type Key, rowOf } from './row.js';
import type { Table } from './table.js';
import { Writes } from './writes.js';

export function incidentRoom(connection: Connection): IncidentStore {
  return {
    async change<Result>(decide: (open: readonly Incident[]) => IncidentChange<Result>) {
      const attempt = await change<Attempt<IncidentChange<Result>>>(
        connection,
        'change incidents',
        async (table, head) => {
          const writes = new Writes();
          const open = await readOpenIncidents(table);
          const decided = attempted(() => decide(open.incidents));
          if (!decided.isDecided) return { writes, result: decided };
          const { incidents, notifications } = decided.value;
          assertOneOpen(open.incidents, incidents);
          writeIncidents(writes, open, incidents, head.version + 1);
          await addEntries(table, writes, notifications, { isNewOnly: true });
          return { writes, result: decided };
        },
      );
      return outcomeOf(attempt).result;
    },
    async *list({ incidentId, isOpen, limit }) {
      const most = toLimit(limit);
      const found = await connection.snapshot('read incidents', async (table) => [
        ...(isOpen === false ? [] : (await readOpenIncidents(table)).incidents),
        ...(isOpen === true ? [] : await readResolvedIncidents(table)),
      ]);
      const meant = found.filter((incident) => incidentId === undefined || incident.incidentId === incidentId);
      meant.sort((left, right) => right.firstSeenAt - left.firstSeenAt || byId(right, left));
      yield* meant.slice(0, most ?? undefined);
    },
  };
}

/** Removes those that were resolved before an instant. */
export async function pruneIncidents(table: Table, before: number): Promise<number> {
  const old = (await readResolvedIncidents(table)).filter(({ resolvedAt }) => (resolvedAt ?? before) < before);
  await table.deleteAll(old.map(resolvedKey));
  return old.length;
}

/** All incidents that are open, by their ids: they are few, and one row, so that what is decided on them is decided on all. */
export interface OpenIncidents {
  readonly incidents: readonly Incident[];
  /** Of the commit that changed them last; null: there was none. */
  readonly version: number | null;
}

const openKey: Key = { pk: 'INC', sk: 'open' };

export async function readOpenIncidents(table: Table): Promise<OpenIncidents> {
  const row = await table.get(openKey);
  return row === null
    ? { incidents: [], version: null }
    : { incidents: bodyOf<readonly Incident[]>(row), version: Number(row.version) };
}

export async function readResolvedIncidents(table: Table): Promise<readonly Incident[]> {
  return (await table.queryAll('INC#done')).map((row) => bodyOf<Incident>(row));
}

/** Writes incidents as they are by now, in the place of the open ones that were read. */
export function writeIncidents(
  writes: Writes,
  before: OpenIncidents,
  changed: readonly Incident[],
  version: number,
): void {
  if (changed.length === 0) return;
  const open = new Map(before.incidents.map((incident) => [incident.incidentId, incident]));
  for (const incident of changed) {
    if (incident.resolvedAt === null) {
      open.set(incident.incidentId, incident);
      writes.delete(resolvedKey(incident));
    } else {
      open.delete(incident.incidentId);
      writes.put(rowOf(resolvedKey(incident), incident));
    }
  }
  writes.put(rowOf(openKey, [...open.values()].sort(byId), { version }), before.version);
}

function resolvedKey({ incidentId }: Incident): Key {
  return { pk: 'INC#done', sk: incidentId };
}

/** STORE_CONFLICT for a second open incident of a kind and source. */
function assertOneOpen(before: readonly Incident[], changed: readonly Incident[]): void {
  const after = new Map([...before, ...changed].map((incident) => [incident.incidentId, incident]));
  const seen = new Set<string>();
  for (const { kind, source, resolvedAt } of after.values()) {
    if (resolvedAt !== null) continue;
    const subject = source === null ? kind : `${kind} of ${source}`;
    if (seen.has(subject)) throw new IngestError('STORE_CONFLICT', `an incident is open already: ${subject}`);
    seen.add(subject);
  }
}

function byId(left: Incident, right: Incident): number {
  return compareText(left.incidentId, right.incidentId);
}
