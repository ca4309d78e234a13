import type Database from 'better-sqlite3';
import { describe, expect, test, vi } from 'vitest';
import { noon, notification } from '../../src/conformance/build.js';
import { all } from '../../src/conformance/expect.js';
import { outboxCases } from '../../src/conformance/outbox-cases.js';
import { announce, settle, take } from '../../src/conformance/outbox-steps.js';
import { outboxUpkeepCases } from '../../src/conformance/outbox-upkeep-cases.js';
import { settleCases } from '../../src/conformance/settle-cases.js';
import { conform } from '../support/conform.js';
import { storeInMemory } from '../support/memory-database.js';
import { sqliteSubject } from '../support/subjects.js';

describe('the outbox in SQLite', () => conform([...outboxCases, ...settleCases, ...outboxUpkeepCases], sqliteSubject));

describe('a delivery in SQLite', () => {
  test('is one row, with its claim while there is one', async () => {
    const { store, database } = await storeInMemory();
    await announce(store, notification());
    const row = database.prepare('SELECT * FROM outbox');
    const blank = { waits_from: null, waits_until: null, claim_from: null, claim_until: null, settled_at: null };
    const made = { event_id: 'event-1', sink: 'hook', created_at: noon, message: notification().message };
    expect(row.all()).toEqual([{ ...made, ...blank, state: 'pending', attempts: 0, last_error: null }]);
    await take(store);
    expect(row.get()).toMatchObject({ attempts: 1, claim_from: noon - 60_000, claim_until: noon + 60_000 });
    await settle(store, 1, { kind: 'again', waits: { from: noon - 5, until: noon + 5 }, error: '503' });
    expect(row.get()).toMatchObject({ ...blank, waits_from: noon - 5, waits_until: noon + 5, last_error: '503' });
  });

  test('of which there is none costs no write', async () => {
    const { store, database } = await storeInMemory();
    await announce(store, notification());
    await take(store);
    const changes = database.prepare('SELECT total_changes()').pluck();
    const before = changes.get();
    expect(await take(store)).toBeNull();
    expect(await settle(store, 2, { kind: 'delivered' })).toBe(false);
    await store.outbox.queues();
    await all(store.outbox.list({}));
    expect(changes.get()).toBe(before);
  });
});

describe('an outbox full of settled deliveries', () => {
  test('is asked for due ones and for its queues through indexes, never row by row', async () => {
    const { store, database } = await storeInMemory();
    const prepare = vi.spyOn(database, 'prepare');
    await announce(store, notification());
    await take(store);
    await settle(store, 1, { kind: 'dead', error: '404' });
    await store.outbox.queues();
    await all(store.outbox.list({ states: ['dead'] }));
    await all(store.outbox.list({ eventId: 'event-1' }));
    const texts = prepare.mock.calls.map(([text]) => text).filter((text) => /(FROM|UPDATE) outbox/.test(text));
    prepare.mockRestore();
    expect(texts).toHaveLength(10);
    for (const text of texts) expect(planOf(database, text), text).not.toMatch(/SCAN outbox(?! USING COVERING INDEX)/);
    const ofPending = texts.map((text) => planOf(database, text)).filter((plan) => plan.includes('outbox_pending'));
    expect(ofPending).toEqual([
      'SEARCH outbox USING INDEX outbox_pending (sink=?)',
      'SEARCH outbox USING COVERING INDEX outbox_pending (sink=?)',
    ]);
  });
});

/** How SQLite goes about a statement, whatever its parameters. */
function planOf(database: Database.Database, text: string): string {
  const named = [...text.matchAll(/@(\w+)/g)].map(([, name]) => [name, null]);
  const parameters = named.length > 0 ? [Object.fromEntries(named)] : [...text.matchAll(/\?/g)].map(() => null);
  const steps = database.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...parameters) as { detail: string }[];
  return steps.map(({ detail }) => detail).join('; ');
}
