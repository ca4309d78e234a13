import type { Json, Register, RegisterStore } from '@ingest/core';
import { attempted, outcomeOf } from '../shared/attempted.js';
import type { Connection } from './connection.js';
import { namedLock } from './locks.js';
import type { Session } from './session.js';
import { inSchema } from './statements.js';

export function registerRoom(connection: Connection): RegisterStore {
  return {
    list: (prefix) =>
      connection.step('read registers', async (session) =>
        (await session.rows<RegisterRow>(statementsOf(session).from, [prefix]))
          .filter(({ name }) => name.startsWith(prefix))
          .map(({ name, value }): Register => ({ name, value: JSON.parse(value) as Json })),
      ),
    async change(name, decide) {
      const lock = namedLock(connection.schema, 'register', name);
      const attempt = await connection.transaction(`change the register ${name}`, [lock], async (session) => {
        const before = await readValue(session, name);
        const decided = attempted(() => decide(before));
        if (decided.isDecided && decided.value.after !== before) await writeValue(session, name, decided.value.after);
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
export async function readValue(session: Session, name: string): Promise<Json> {
  const [row] = await session.rows<RegisterRow>(statementsOf(session).read, [name]);
  return row === undefined ? null : (JSON.parse(row.value) as Json);
}

/** Must run in a transaction; null: nothing is kept. */
export async function writeValue(session: Session, name: string, value: Json): Promise<void> {
  const { upsert, remove } = statementsOf(session);
  if (value === null) await session.run(remove, [name]);
  else await session.run(upsert, [name, JSON.stringify(value)]);
}

const statementsOf = inSchema((at) => ({
  from: `SELECT name, value FROM ${at}registers WHERE name >= $1 ORDER BY name`,
  read: `SELECT name, value FROM ${at}registers WHERE name = $1`,
  upsert: `
    INSERT INTO ${at}registers (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
  remove: `DELETE FROM ${at}registers WHERE name = $1`,
}));
