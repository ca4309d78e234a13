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
      const attempt = await change<Attempt<IncidentChange<Result>>>(connection, 'change incidents', async (table) => {
        const writes = new Writes();
        const open = (await readIncidents(table, 'open')).sort(byId);
        const decided = attempted(() => decide(open));
        if (!decided.isDecided) return { writes, result: decided };
        const { incidents, notifications } = decided.value;
        assertOneOpen(open, incidents);
        for (const incident of incidents) {
          const isOpen = incident.resolvedAt === null;
          writes.put(rowOf(keyFor(isOpen, incident), incident));
          writes.delete(keyFor(!isOpen, incident));
        }
        await addEntries(table, writes, notifications, { isNewOnly: true });
        return { writes, result: decided };
      });
      return outcomeOf(attempt).result;
    },
    async *list({ incidentId, isOpen, limit }) {
      const most = toLimit(limit);
      const found = await connection.snapshot('read incidents', async (table) => [
        ...(isOpen === false ? [] : await readIncidents(table, 'open')),
        ...(isOpen === true ? [] : await readIncidents(table, 'done')),
      ]);
      const meant = found.filter((incident) => incidentId === undefined || incident.incidentId === incidentId);
      meant.sort((left, right) => right.firstSeenAt - left.firstSeenAt || byId(right, left));
      yield* meant.slice(0, most ?? undefined);
    },
  };
}

/** Removes those that were resolved before an instant. */
export async function pruneIncidents(table: Table, before: number): Promise<number> {
  const old = (await readIncidents(table, 'done')).filter(({ resolvedAt }) => (resolvedAt ?? before) < before);
  await table.deleteAll(old.map((incident) => keyFor(false, incident)));
  return old.length;
}

async function readIncidents(table: Table, state: 'open' | 'done'): Promise<Incident[]> {
  return (await table.queryAll(`INC#${state}`)).map((row) => bodyOf<Incident>(row));
}

function keyFor(isOpen: boolean, { incidentId }: Incident): Key {
  return { pk: isOpen ? 'INC#open' : 'INC#done', sk: incidentId };
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
