import type { HeldLease, LeaseStore, LeaseToken } from '@ingest/core';
import { canTake, type LeaseRecord, leaseLost, taken } from '../shared/lease.js';
import type { Action } from './action.js';
import type { Connection } from './connection.js';
import { leaseCheck, leaseKey } from './lease-row.js';
import { bodyOf, type Row, rowOf } from './row.js';
import type { Table } from './table.js';

export function leaseRoom(connection: Connection): LeaseStore {
  return {
    take: (name, owner, term, evenFrom) =>
      connection.run(`take the lease ${name}`, async (table) => {
        for (const pause of connection.pauses()) {
          const row = await table.get(leaseKey(name));
          const record = row === null ? null : toRecord(row);
          if (record?.held && !canTake(record, term, evenFrom)) return { taken: false, heldBy: record.held };
          const held = taken(name, record, owner, term);
          if (await replace(table, row, toRow({ number: held.number, held }, name)))
            return { taken: true, token: { name, number: held.number } };
          await pause();
        }
        throw connection.overtaken();
      }),
    renew: (token, { from, until }) =>
      connection.run(`renew the lease ${token.name}`, async (table) => {
        const row = await table.get(leaseKey(token.name));
        const held = row === null ? null : toRecord(row).held;
        if (row === null || held === null || held.number !== token.number) throw leaseLost(token);
        const renewed = toRow({ number: token.number, held: { ...held, from, until } }, token.name);
        if (!(await replaceHeld(table, token, renewed))) throw leaseLost(token);
      }),
    release: (token) =>
      connection.run(`release the lease ${token.name}`, async (table) => {
        await replaceHeld(table, token, toRow({ number: token.number, held: null }, token.name));
      }),
  };
}

function toRow({ number, held }: LeaseRecord, name: string): Row {
  return rowOf(leaseKey(name), held, { number, held: held === null ? 0 : 1 });
}

function toRecord(row: Row): LeaseRecord {
  return { number: Number(row.number), held: bodyOf<HeldLease | null>(row) };
}

/** False when it was taken or released meanwhile. */
async function replace(table: Table, before: Row | null, row: Row): Promise<boolean> {
  const condition =
    before === null
      ? { text: 'attribute_not_exists(pk)' }
      : {
          text: '#number = :number AND #held = :held AND #body = :body',
          values: { number: Number(before.number), held: Number(before.held), body: String(before.body) },
        };
  return (await table.transact([{ kind: 'put', row, condition }])).size === 0;
}

async function replaceHeld(table: Table, token: LeaseToken, row: Row): Promise<boolean> {
  const { condition } = leaseCheck(token) as Extract<Action, { kind: 'check' }>;
  return (await table.transact([{ kind: 'put', row, condition }])).size === 0;
}
