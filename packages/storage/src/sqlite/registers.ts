import type { Json, Register, RegisterStore } from '@ingest/core';
import { attempted, outcomeOf } from '../shared/attempted.js';
import { preparedOnce, type SqliteClient } from './client.js';
import type { Connection } from './connection.js';

export function registerRoom(connection: Connection): RegisterStore {
  return {
    list: (prefix) =>
      connection.step('read registers', (client) =>
        (statementsOf(client).from.all(prefix) as RegisterRow[])
          .filter(({ name }) => name.startsWith(prefix))
          .map(({ name, value }): Register => ({ name, value: JSON.parse(value) as Json })),
      ),
    async change(name, decide) {
      const attempt = await connection.transaction(`change the register ${name}`, (client) => {
        const before = readValue(client, name);
        const decided = attempted(() => decide(before));
        if (decided.isDecided && decided.value.after !== before) writeValue(client, name, decided.value.after);
        return decided;
      });
      return outcomeOf(attempt).result;
    },
  };
}

interface RegisterRow {
  readonly name: string;
  readonly value: string;
}

/** What a register holds; null when there is none. */
export function readValue(client: SqliteClient, name: string): Json {
  const value = statementsOf(client).read.get(name) as string | undefined;
  return value === undefined ? null : (JSON.parse(value) as Json);
}

/** Must run in a transaction; null: nothing is kept. */
export function writeValue(client: SqliteClient, name: string, value: Json): void {
  const { upsert, remove } = statementsOf(client);
  if (value === null) remove.run(name);
  else upsert.run(name, JSON.stringify(value));
}

const statementsOf = preparedOnce((client) => ({
  from: client.prepare('SELECT name, value FROM registers WHERE name >= ? ORDER BY name'),
  read: client.prepare('SELECT value FROM registers WHERE name = ?').pluck(),
  upsert: client.prepare(
    'INSERT INTO registers (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  ),
  remove: client.prepare('DELETE FROM registers WHERE name = ?'),
}));
