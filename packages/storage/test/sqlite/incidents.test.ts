import { describe, expect, test } from 'vitest';
import { incident } from '../../src/conformance/build.js';
import { incidentCases } from '../../src/conformance/incident-cases.js';
import { conform } from '../support/conform.js';
import { storeInMemory } from '../support/memory-database.js';
import { sqliteSubject } from '../support/subjects.js';

describe('incidents in SQLite', () => conform([...incidentCases], sqliteSubject));

describe('a change of incidents', () => {
  test('is one transaction that holds the lock while it is decided', async () => {
    const { store, database } = await storeInMemory();
    const inside = await store.incidents.change(() => ({
      incidents: [incident()],
      notifications: [],
      result: database.inTransaction,
    }));
    expect([inside, database.inTransaction]).toEqual([true, false]);
  });

  test('keeps no source as an empty one, so that the index sees it twice', async () => {
    const { store, database } = await storeInMemory();
    await store.incidents.change(() => ({ incidents: [incident({ source: null })], notifications: [], result: 0 }));
    expect(database.prepare('SELECT source FROM incidents').pluck().all()).toEqual(['']);
  });
});
