import assert from 'node:assert/strict';
import type { Changed, Json, Store } from '@ingest/core';
import { rejectsWith } from './expect.js';
import { onStore, type StoreCase, withStore } from './subject.js';

/** Values that processes share and change in turns. */
export const registerCases: readonly StoreCase[] = [
  onStore('a change is told what the value is, and answers with its result', async (store) => {
    const told: Json[] = [];
    const add = (before: Json): Changed<string> => {
      told.push(before);
      return { after: Number(before) + 1, result: `was ${before}` };
    };
    assert.equal(await store.registers.change('count', add), 'was null');
    assert.equal(await store.registers.change('count', add), 'was 1');
    assert.deepEqual(told, [null, 1]);
    assert.deepEqual(await store.registers.list(''), [{ name: 'count', value: 2 }]);
  }),

  onStore('a value comes back as it was given, whatever JSON it is', async (store) => {
    const values: readonly Json[] = [
      0,
      -1.5e-7,
      9007199254740991,
      false,
      '',
      'null',
      `'; DROP TABLE registers;-- "quoted" 漢字 🚀 \u0000\u001b[2J`,
      [],
      {},
      { since: 1, why: null, deep: [{ '': [true, ['x']] }] },
    ];
    for (const [index, value] of values.entries()) await set(store, `value-${index}`, value);
    assert.deepEqual(
      await store.registers.list('value-'),
      values.map((value, index) => ({ name: `value-${index}`, value })),
    );
  }),

  onStore('registers come by what their names begin with, in the order of their names', async (store) => {
    const names = ['quota/b', 'quota/a', 'quota', 'quotas', 'Quota/a', 'quota/%', 'quota/a/10', 'quota/a/9', 'x'];
    for (const name of names) await set(store, name, name);
    const listed = async (prefix: string) => (await store.registers.list(prefix)).map(({ name }) => name);
    assert.deepEqual(await listed('quota/'), ['quota/%', 'quota/a', 'quota/a/10', 'quota/a/9', 'quota/b']);
    assert.deepEqual(await listed('quota/a'), ['quota/a', 'quota/a/10', 'quota/a/9']);
    assert.deepEqual(await listed('quota/%'), ['quota/%']);
    assert.deepEqual(await listed('quota_'), []);
    assert.deepEqual(await listed(''), [...names].sort());
  }),

  onStore('a register that becomes null is gone, and begins anew', async (store) => {
    await set(store, 'breaker', { state: 'open' });
    await set(store, 'other', 1);
    await set(store, 'breaker', null);
    await set(store, 'never', null);
    assert.deepEqual(await store.registers.list(''), [{ name: 'other', value: 1 }]);
    assert.equal(await store.registers.change('breaker', (before) => ({ after: 'closed', result: before })), null);
  }),

  onStore('a change that gives back the very value leaves it, also none', async (store) => {
    const leave = (before: Json) => ({ after: before, result: before });
    assert.equal(await store.registers.change('nothing', leave), null);
    await set(store, 'tracker', { runs: [1, 2] });
    assert.deepEqual(await store.registers.change('tracker', leave), { runs: [1, 2] });
    assert.deepEqual(await store.registers.list(''), [{ name: 'tracker', value: { runs: [1, 2] } }]);
  }),

  onStore('a decision that throws leaves the value, and its error comes through as it is', async (store) => {
    await set(store, 'quota', { used: 7 });
    // An error that looks like one of a store is the decision's all the same.
    for (const thrown of [
      new Error('no decision'),
      Object.assign(new Error('busy'), { code: 'SQLITE_BUSY' }),
      'text',
    ]) {
      const failing = store.registers.change('quota', () => {
        throw thrown;
      });
      await assert.rejects(failing, (error) => error === thrown);
    }
    assert.deepEqual(await store.registers.list(''), [{ name: 'quota', value: { used: 7 } }]);
    await set(store, 'quota', { used: 8 });
    assert.deepEqual(await store.registers.list(''), [{ name: 'quota', value: { used: 8 } }]);
  }),

  {
    name: 'two stores that change one register at once lose nothing',
    run: (subject) =>
      withStore(subject, (left) =>
        withStore(subject, async (right) => {
          const add = (before: Json) => ({ after: Number(before) + 1, result: Number(before) });
          const before = await Promise.all(
            Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? left : right).registers.change('count', add)),
          );
          assert.deepEqual(
            before.sort((one, other) => one - other),
            Array.from({ length: 100 }, (_, index) => index),
          );
          assert.deepEqual(await left.registers.list(''), [{ name: 'count', value: 100 }]);
        }),
      ),
  },

  {
    name: 'registers survive closing',
    async run(subject) {
      await withStore(subject, async (store) => {
        await set(store, 'kept', [1]);
        await set(store, 'gone', 1);
        await set(store, 'gone', null);
      });
      await withStore(subject, async (store) => {
        assert.deepEqual(await store.registers.list(''), [{ name: 'kept', value: [1] }]);
      });
    },
  },

  {
    name: 'a closed store changes no register and decides nothing',
    async run({ connect }) {
      const store = connect();
      await store.open({ create: true });
      await store.close();
      let isAsked = false;
      const changing = store.registers.change('count', () => {
        isAsked = true;
        return { after: 1, result: null };
      });
      await rejectsWith('STORE_CLOSED', changing);
      await rejectsWith('STORE_CLOSED', store.registers.list(''));
      assert.ok(!isAsked);
    },
  },
];

function set(store: Store, name: string, value: Json): Promise<void> {
  return store.registers.change(name, () => ({ after: value, result: undefined }));
}
