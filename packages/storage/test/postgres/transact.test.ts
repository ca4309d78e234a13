import { expect, test } from 'vitest';
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
