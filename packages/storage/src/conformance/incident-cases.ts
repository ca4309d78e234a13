import assert from 'node:assert/strict';
import type { Incident, IncidentChange, OutboxEntry, Store } from '@ingest/core';
import { day, incident, minute, noon, notification } from './build.js';
import { all, rejectsWith } from './expect.js';
import { onStore, type StoreCase, withStore } from './subject.js';

/** Incidents that processes share: each fires once and is resolved once. */
export const incidentCases: readonly StoreCase[] = [
  onStore('an incident comes back as it was given, about one source and about all', async (store) => {
    const about = incident();
    const all = incident({
      incidentId: 'incident-2',
      kind: 'STALE_DATA',
      source: null,
      severity: 'critical',
      summary: `'; DROP TABLE incidents;-- "漢字 🚀"`,
      details: '',
      firstSeenAt: noon + 1,
      resolvedAt: noon + day,
      announcements: 0,
      announcedAt: null,
    });
    await keep(store, about, all);
    assert.deepEqual(await listed(store), [all, about]);
  }),

  onStore('a change is given those that are open, in the order of their ids', async (store) => {
    const [first, second] = [
      incident(),
      incident({ incidentId: 'incident-2', source: 'finnhub', firstSeenAt: noon - 1 }),
    ];
    await keep(store, second, first);
    await keep(store, incident({ incidentId: 'incident-0', kind: 'QUOTA_LOW', resolvedAt: noon + minute }));
    assert.deepEqual(await open(store), [first, second]);
    const resolved = { ...first, resolvedAt: noon + minute, announcements: 2, announcedAt: noon + minute };
    await keep(store, resolved);
    assert.deepEqual(await open(store), [second]);
    assert.deepEqual(await listed(store, { incidentId: first.incidentId }), [resolved]);
  }),

  onStore('an incident and what is sent of it are kept together', async (store) => {
    const entries = [notification(), notification({ sink: 'slack' })];
    const answer = await store.incidents.change(() => changeTo([incident()], entries, 'fired'));
    assert.equal(answer, 'fired');
    assert.equal((await all(store.outbox.list({}))).length, 2);
    const [kept] = await listed(store);
    const failing = store.incidents.change(() =>
      changeTo([incident({ summary: 'changed' })], [notification({ eventId: 'event-2' }), notification()]),
    );
    await rejectsWith('STORE_CONFLICT', failing);
    assert.deepEqual(await listed(store), [kept]);
    assert.equal((await all(store.outbox.list({}))).length, 2);
  }),

  onStore('of a kind and source one incident is open, however many were before', async (store) => {
    await keep(store, incident(), incident({ incidentId: 'other', source: null }));
    for (const source of ['tiingo', null])
      await rejectsWith('STORE_CONFLICT', keep(store, incident({ incidentId: 'incident-2', source })));
    await keep(store, incident({ incidentId: 'incident-2' }), incident({ resolvedAt: noon + minute }));
    assert.deepEqual(
      (await open(store)).map(({ incidentId }) => incidentId),
      ['incident-2', 'other'],
    );
  }),

  onStore('a decision that throws leaves everything, and its error comes through as it is', async (store) => {
    await keep(store, incident());
    for (const thrown of [new Error('no decision'), Object.assign(new Error('busy'), { code: 'SQLITE_BUSY' })]) {
      const failing = store.incidents.change(() => {
        throw thrown;
      });
      await assert.rejects(failing, (error) => error === thrown);
    }
    assert.deepEqual(await listed(store), [incident()]);
  }),

  onStore('they are listed newest first, open or resolved, and as many as asked for', async (store) => {
    await keep(
      store,
      incident({ incidentId: 'b' }),
      incident({ incidentId: 'a', source: 'finnhub', firstSeenAt: noon + 1 }),
      incident({ incidentId: 'c', resolvedAt: noon + minute }),
    );
    const ids = async (query: Parameters<typeof listed>[1]) =>
      (await listed(store, query)).map(({ incidentId }) => incidentId).join('');
    assert.equal(await ids({}), 'acb');
    assert.equal(await ids({ isOpen: true }), 'ab');
    assert.equal(await ids({ isOpen: false }), 'c');
    assert.equal(await ids({ limit: 2 }), 'ac');
    assert.equal(await ids({ incidentId: 'b' }), 'b');
    assert.equal(await ids({ incidentId: 'b', isOpen: false }), '');
    await assert.rejects(ids({ limit: -1 }), RangeError);
  }),

  onStore('old ones are removed once they are resolved, open ones stay', async (store) => {
    await keep(
      store,
      incident({ incidentId: 'open', firstSeenAt: noon - 90 * day }),
      incident({ incidentId: 'old', resolvedAt: noon - 1 }),
      incident({ incidentId: 'new', resolvedAt: noon }),
    );
    const pruned = await store.maintenance.prune({ eventsBefore: noon, storiesBefore: null });
    assert.equal(pruned.incidents, 1);
    assert.deepEqual((await listed(store)).map(({ incidentId }) => incidentId).sort(), ['new', 'open']);
  }),

  onStore('notifications of no page are added once, and what is there stays as it is', async (store) => {
    await store.outbox.add([notification()]);
    await store.outbox.add([notification({ message: '"changed"' }), notification({ sink: 'slack' })]);
    const kept = await all(store.outbox.list({}));
    assert.deepEqual(kept.map(({ sink, message }) => [sink, message]).sort(), [
      ['hook', notification().message],
      ['slack', notification().message],
    ]);
  }),

  {
    name: 'two stores that see the same trouble at once fire one incident',
    run: (subject) =>
      withStore(subject, (left) =>
        withStore(subject, async (right) => {
          const fire = (store: Store, index: number) =>
            store.incidents.change((before) =>
              before.length > 0
                ? changeTo([], [], 'known')
                : changeTo(
                    [incident({ incidentId: `i-${index}` })],
                    [notification({ eventId: `e-${index}` })],
                    'fired',
                  ),
            );
          const answers = await Promise.all(
            Array.from({ length: 50 }, (_, index) => fire(index % 2 === 0 ? left : right, index)),
          );
          assert.equal(answers.filter((answer) => answer === 'fired').length, 1);
          assert.equal((await all(right.outbox.list({}))).length, 1);
          assert.equal((await listed(left)).length, 1);
        }),
      ),
  },

  {
    name: 'incidents survive closing',
    async run(subject) {
      await withStore(subject, (store) => keep(store, incident()));
      await withStore(subject, async (store) => assert.deepEqual(await open(store), [incident()]));
    },
  },
];

function changeTo<Result>(
  incidents: readonly Incident[],
  notifications: readonly OutboxEntry[],
  result?: Result,
): IncidentChange<Result | undefined> {
  return { incidents, notifications, result };
}

async function keep(store: Store, ...incidents: readonly Incident[]): Promise<void> {
  await store.incidents.change(() => changeTo(incidents, []));
}

function open(store: Store): Promise<readonly Incident[]> {
  return store.incidents.change((before) => ({ incidents: [], notifications: [], result: before }));
}

function listed(store: Store, query: Parameters<Store['incidents']['list']>[0] = {}): Promise<Incident[]> {
  return all(store.incidents.list(query));
}
