import { describe, expect, test } from 'vitest';
import { noon, notification, term } from '../../src/conformance/build.js';
import { announce } from '../../src/conformance/outbox-steps.js';
import { outboxUpkeepCases } from '../../src/conformance/outbox-upkeep-cases.js';
import type { KeptDelivery } from '../../src/memory/data.js';
import { createMemoryData, createMemoryStore } from '../../src/memory/index.js';
import { conform } from '../support/conform.js';
import { memorySubject } from '../support/subjects.js';

describe('upkeep of an outbox in memory', () => conform([...outboxUpkeepCases], memorySubject));

describe('a check of a memory store', () => {
  test.each<[string, Partial<KeptDelivery['delivery']>, KeptDelivery['claim']]>([
    ['has a message in JSON', { message: '{' }, null],
    ['is in a state that is known', { state: 'sent' as never }, null],
    ['counts its attempts', { attempts: -1 }, null],
    ['counts its attempts', { attempts: 0.5 }, null],
    ['says when it was settled', { state: 'dead' }, null],
    ['says when it was settled', { settledAt: noon }, null],
    ['is claimed only while it is pending', { state: 'replayed' }, term()],
  ])('finds that not every delivery %s: %j', async (rule, changes, claim) => {
    const data = createMemoryData();
    const store = createMemoryStore({ data });
    await store.open({ create: true });
    await announce(store, notification());
    expect((await store.maintenance.check()).problems).toEqual([]);
    for (const [key, { delivery }] of data.outbox)
      data.outbox.set(key, { delivery: { ...delivery, ...changes }, claim });
    expect((await store.maintenance.check()).problems).toEqual([`every delivery ${rule}: event-1 to hook does not`]);
  });
});
