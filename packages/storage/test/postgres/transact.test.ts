import { expect, test } from 'vitest';
import type { PostgresClient, PostgresQuery } from '../../src/postgres/client.js';
import { toPostgresSettings } from '../../src/postgres/options.js';
import { inSnapshot, transact } from '../../src/postgres/transact.js';
import { hasPostgres, openPostgres, sharedPool } from '../support/postgres.js';

const settings = { ...toPostgresSettings({ pool: sharedPool() }), answerTimeoutMs: 10_000 };

test.skipIf(!(await hasPostgres()))(
  'a transaction leaves its connection as it was, whether it ends well or not',
  async () => {
    const client = await sharedPool().connect();
    try {
      const shown = async () =>
        (
          await client.query(
            "SELECT current_setting('lock_timeout') AS lock, current_setting('enable_seqscan') AS scan",
          )
        ).rows;
      const before = await shown();
      expect(await transact(client, settings, [[1, 2]], async () => 'done')).toBe('done');
      expect(await shown()).toEqual(before);
      const thrown = new Error('of the step');
      const failing = transact(client, settings, [], async (session) => {
        await session.execute('CREATE TEMPORARY TABLE lost (id int)');
        throw thrown;
      });
      await expect(failing).rejects.toBe(thrown);
      expect(await shown()).toEqual(before);
      await expect(client.query('SELECT * FROM lost')).rejects.toThrow('lost');
    } finally {
      client.release();
    }
  },
);

test.skipIf(!(await hasPostgres()))('all locks together are waited for as long as one', async () => {
  const [one, other] = [await sharedPool().connect(), await sharedPool().connect()];
  try {
    await other.query('SELECT pg_advisory_lock(71, 1), pg_advisory_lock(71, 2)');
    const letting = other.query('SELECT pg_sleep(0.4); SELECT pg_advisory_unlock(71, 1)');
    const locks = [1, 2].map((what) => [71, what] as const);
    const waiting = transact(one, { ...settings, busyTimeoutMs: 600 }, locks, async () => null);
    // The time for the statement is over, and not that for the second lock.
    await expect(waiting).rejects.toMatchObject({ code: '57014' });
    await letting;
    await other.query('SELECT pg_advisory_unlock_all()');
    const limit = "SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock";
    const { rows } = await transact(one, settings, locks, (session) => session.query(limit));
    expect(rows).toEqual([{ statement: '30s', lock: '8s' }]);
  } finally {
    one.release();
    other.release(true);
  }
});

test.skipIf(!(await hasPostgres()))(
  'a snapshot waits no longer than a transaction, and leaves nothing set',
  async () => {
    const client = await sharedPool().connect();
    const shown = async () => (await client.query("SELECT current_setting('statement_timeout') AS limit")).rows;
    try {
      const before = await shown();
      const slow = inSnapshot(client, { ...settings, statementTimeoutMs: 50 }, (session) =>
        session.query('SELECT pg_sleep(10)'),
      );
      await expect(slow).rejects.toMatchObject({ code: '57014' });
      expect(await shown()).toEqual(before);
    } finally {
      client.release();
    }
  },
);

/** A connection on which some statements fail, what it was asked, and how long an answer was waited for. */
function failingAt(...texts: readonly string[]) {
  const asked: PostgresQuery[] = [];
  const client = {
    async query(query: PostgresQuery) {
      asked.push(query);
      if (texts.includes(query.text)) throw Object.assign(new Error(`${query.text} failed`), { code: '57P01' });
      return { rows: [], rowCount: 0 };
    },
  } as unknown as PostgresClient;
  return { client, asked };
}

test('a snapshot whose end is lost is lost, but what its step threw comes first', async () => {
  const { client, asked } = failingAt('COMMIT');
  await expect(inSnapshot(client, settings, async () => 'read')).rejects.toThrow('COMMIT failed');
  const thrown = new Error('of the step');
  await expect(inSnapshot(client, settings, () => Promise.reject(thrown))).rejects.toBe(thrown);
  expect(asked.map(({ text }) => text.split(' ')[0])).toEqual(['BEGIN', 'COMMIT', 'BEGIN', 'ROLLBACK']);
});

test.each([
  [{}, 43_000],
  [{ statementTimeoutMs: 0 }, 10_000],
  [{ busyTimeoutMs: 0 }, 10_000],
])('with the limits %o an answer is waited for %d ms', async (limits, ms) => {
  const { client, asked } = failingAt();
  await inSnapshot(client, { ...settings, ...limits }, async () => null);
  expect(asked.map((query) => query.query_timeout)).toEqual([ms, ms]);
});

test.skipIf(!(await hasPostgres()))('a snapshot sees one state, and writes nothing', async () => {
  const { schema } = await openPostgres();
  const client = await sharedPool().connect();
  try {
    const count = `SELECT count(*)::int AS rows FROM "${schema}".registers`;
    await inSnapshot(client, { ...settings, schema }, async (session) => {
      expect((await session.query(count)).rows).toEqual([{ rows: 0 }]);
      await sharedPool().query(`INSERT INTO "${schema}".registers VALUES ('a', '1')`);
      expect((await session.query(count)).rows).toEqual([{ rows: 0 }]);
      await expect(session.query(`DELETE FROM "${schema}".registers`)).rejects.toMatchObject({ code: '25006' });
    });
    expect((await client.query(count)).rows).toEqual([{ rows: 1 }]);
  } finally {
    client.release();
  }
});
