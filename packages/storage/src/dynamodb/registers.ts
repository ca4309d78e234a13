import { randomUUID } from 'node:crypto';
import { compareText, type Json, type Register, type RegisterStore } from '@ingest/core';
import { attempted, outcomeOf } from '../shared/attempted.js';
import type { Action } from './action.js';
import type { Connection } from './connection.js';
import { bodyOf, type Key, type Row, rowOf } from './row.js';
import type { Table } from './table.js';
import { inTurn } from './turn.js';

export function registerRoom(connection: Connection): RegisterStore {
  return {
    list: (prefix) => connection.run('read registers', (table) => readRegisters(table, prefix)),
    change: async (name, decide) => {
      const attempt = await connection.run(`change the register ${name}`, (table) =>
        inTurn(`${connection.location} register ${name}`, async () => {
          for (const pause of connection.pauses()) {
            const row = await table.get(registerKey(name));
            const before = row === null ? null : bodyOf<Json>(row);
            const decided = attempted(() => decide(before));
            if (!decided.isDecided || decided.value.after === before) return decided;
            const action = changing(name, row, decided.value.after);
            if (action === null || (await table.transact([action])).size === 0) return decided;
            await pause();
          }
          throw connection.overtaken();
        }),
      );
      return outcomeOf(attempt).result;
    },
  };
}

/** In the order of their names. */
export async function readRegisters(table: Table, prefix: string): Promise<readonly Register[]> {
  const rows = await table.queryAll('REG', { beginsWith: `=${prefix}` });
  return rows
    .map((row) => ({ name: row.sk.slice(1), value: bodyOf<Json>(row) }))
    .sort((left, right) => compareText(left.name, right.name));
}

export function registerKey(name: string): Key {
  return { pk: 'REG', sk: `=${name}` };
}

/** A row that is gone begins anew, and never with a version that it had before. */
export function registerRow(name: string, value: Json): Row {
  return rowOf(registerKey(name), value, { version: randomUUID() });
}

/** Null: there is nothing to do. */
function changing(name: string, before: Row | null, after: Json): Action | null {
  const condition =
    before === null
      ? { text: 'attribute_not_exists(pk)' }
      : { text: '#version = :version', values: { version: String(before.version) } };
  if (after !== null) return { kind: 'put', row: registerRow(name, after), condition };
  return before === null ? null : { kind: 'delete', key: registerKey(name), condition };
}
