import { describe, expect, test } from 'vitest';
import { registerCases } from '../../src/conformance/register-cases.js';
import { conform } from '../support/conform.js';
import { storeInMemory } from '../support/memory-database.js';
import { sqliteSubject } from '../support/subjects.js';

describe('registers in SQLite', () => conform([...registerCases], sqliteSubject));

describe('a change of a register', () => {
  test('is a row of JSON, and no row when it became null', async () => {
    const { store, database } = await storeInMemory();
    await store.registers.change('quota', () => ({ after: { used: 1 }, result: null }));
    const rows = database.prepare('SELECT * FROM registers');
    expect(rows.all()).toEqual([{ name: 'quota', value: '{"used":1}' }]);
    await store.registers.change('quota', () => ({ after: null, result: null }));
    expect(rows.all()).toEqual([]);
  });

  test('that gives back the very value writes nothing; an equal one is written', async () => {
    const { store, database } = await storeInMemory();
    await store.registers.change('quota', () => ({ after: { used: 1 }, result: null }));
    const changes = database.prepare('SELECT total_changes()').pluck();
    const before = changes.get() as number;
    await store.registers.change('quota', (value) => ({ after: value, result: null }));
    expect(changes.get()).toBe(before);
    await store.registers.change('quota', () => ({ after: { used: 1 }, result: null }));
    expect(changes.get()).toBe(before + 1);
  });

  test('is one transaction that holds the lock while it is decided, and leaves none when it throws', async () => {
    const { store, database } = await storeInMemory();
    expect(await store.registers.change('quota', (value) => ({ after: value, result: database.inTransaction }))).toBe(
      true,
    );
    const thrown = Object.assign(new Error('of the decision'), { code: 'SQLITE_BUSY' });
    let asked = 0;
    const failing = store.registers.change('quota', () => {
      asked += 1;
      throw thrown;
    });
    await expect(failing).rejects.toBe(thrown);
    expect([asked, database.inTransaction]).toEqual([1, false]);
  });

  test('that cannot be put into JSON is refused as it is', async () => {
    const { store, database } = await storeInMemory();
    const failing = store.registers.change('quota', () => ({ after: 1n as never, result: null }));
    await expect(failing).rejects.toThrow(TypeError);
    expect(database.inTransaction).toBe(false);
    expect(await store.registers.list('')).toEqual([]);
  });
});
