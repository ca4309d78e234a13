import assert from 'node:assert/strict';
import { digestOf, lookupPlaces, prepareArticle, type Store, type StoryKey, transferParts } from '@ingest/core';
import { createMemoryStore } from '../memory/index.js';
import { article, minute, noon, notification, page } from './build.js';
import { all, counts, rejectsWith } from './expect.js';
import { onStore, type StoreCase, withStore } from './subject.js';
import { fillStore, joined, lastArticles, pruned } from './transfer-content.js';
import { everythingOf, rowsOf, takeLease, transferOf, writeEverything } from './transfer-steps.js';

/**
 * For stores that have the room `transfer`: whatever they hold can be moved to another store and from it, and is then what it was.
 * The other store is the reference.
 */
export const transferCases: readonly StoreCase[] = [
  onStore('all that another store holds is written as it is, row by row', (store) =>
    withReference(async (other) => {
      await fillStore(other);
      const everything = await everythingOf(other);
      for (const part of transferParts) assert.ok(everything[part].length > 0, `the case has nothing of ${part}`);
      await writeEverything(store, everything);
      assert.deepEqual(await everythingOf(store), everything);
      assert.deepEqual(await transferOf(store).counts(), await transferOf(other).counts());
    }),
  ),

  onStore('all that it holds is read as it is, row by row', (store) =>
    withReference(async (other) => {
      await fillStore(store);
      await fillStore(other);
      assert.deepEqual(await everythingOf(store), await everythingOf(other));
    }),
  ),

  onStore('what was moved answers as it did', (store) =>
    withReference(async (other) => {
      await fillStore(other);
      await writeEverything(store, await everythingOf(other));
      assert.deepEqual(await answersOf(store), await answersOf(other));
    }),
  ),

  onStore('what was moved is known: read again it is a duplicate, and what is alike joins it', (store) =>
    withReference(async (other) => {
      await fillStore(other);
      await writeEverything(store, await everythingOf(other));
      const again = await store.articles.commitPage(page([pruned, ...lastArticles], { at: noon + minute }));
      assert.deepEqual(counts(again), { new: 0, duplicates: lastArticles.length + 1, revised: 0, collisions: 0 });
      const alike = article({ source: 'other', sourceId: '9', headline: `Wirepost: ${article().headline}` });
      const placed = await store.articles.commitPage(page([alike], { at: noon + minute }));
      assert.deepEqual(counts(placed), { new: 0, duplicates: 0, revised: 0, collisions: 1 });
    }),
  ),

  onStore('pages are as long as asked for, and go on behind the one before', async (store) => {
    await fillStore(store);
    for (const part of transferParts) {
      const whole = await rowsOf(store, part, 1_000);
      for (const limit of [1, 3, whole.length || 1]) assert.deepEqual(await rowsOf(store, part, limit), whole);
    }
  }),

  onStore('a page is written once, however often it is given', (store) =>
    withReference(async (other) => {
      await fillStore(other);
      const lease = await takeLease(store);
      for (const [at, part] of transferParts.entries()) {
        const { page: whole } = await transferOf(other).read(part, null, 1_000);
        const step = { lease, register: 'copy/x', before: at === 0 ? null : { at }, after: { at: at + 1 } };
        assert.equal(await transferOf(store).write(whole, step), true);
        const written = await transferOf(store).counts();
        assert.equal(await transferOf(store).write(whole, step), false);
        assert.deepEqual(await transferOf(store).counts(), written);
      }
      assert.deepEqual(await store.registers.list('copy/'), [{ name: 'copy/x', value: { at: transferParts.length } }]);
    }),
  ),

  onStore('a row that is there already is a conflict, and nothing of its page is written', (store) =>
    withReference(async (other) => {
      await fillStore(other);
      await store.outbox.add([notification({ eventId: 'g', sink: 'file' })]);
      await store.articles.commitPage(page([joined]));
      const [lease, before] = [await takeLease(store), await transferOf(store).counts()];
      for (const part of ['stories', 'deliveries'] as const) {
        const { page: whole } = await transferOf(other).read(part, null, 1_000);
        const step = { lease, register: 'copy/x', before: null, after: 1 };
        await rejectsWith('STORE_CONFLICT', transferOf(store).write(whole, step));
      }
      assert.deepEqual(await transferOf(store).counts(), before);
      assert.deepEqual(await store.registers.list('copy/'), []);
    }),
  ),

  onStore('nothing is written under a lease that was released', (store) =>
    withReference(async (other) => {
      await fillStore(other);
      const lease = await takeLease(store);
      await store.leases.release(lease);
      const { page: whole } = await transferOf(other).read('stories', null, 10);
      const step = { lease, register: 'copy/x', before: null, after: 1 };
      await rejectsWith('STORE_LEASE_LOST', transferOf(store).write(whole, step));
      assert.equal((await transferOf(store).counts()).stories, 0);
    }),
  ),

  {
    name: 'of two stores that write one page at once one does',
    run: (subject) =>
      withStore(subject, (left) =>
        withStore(subject, (right) =>
          withReference(async (other) => {
            await fillStore(other);
            const { page: whole } = await transferOf(other).read('stories', null, 1_000);
            const step = { lease: await takeLease(left), register: 'copy/x', before: null, after: 1 };
            const written = await Promise.all([left, right].map((store) => transferOf(store).write(whole, step)));
            assert.deepEqual(written.sort(), [false, true]);
            assert.deepEqual(await rowsOf(right, 'stories'), whole.rows);
          }),
        ),
      ),
  },

  {
    name: 'a closed store moves nothing',
    async run({ connect }) {
      const store = connect();
      await store.open({ create: true });
      const lease = await takeLease(store);
      await store.close();
      const step = { lease, register: 'copy/x', before: null, after: 1 };
      await rejectsWith('STORE_CLOSED', transferOf(store).counts());
      await rejectsWith('STORE_CLOSED', transferOf(store).read('stories', null, 1));
      await rejectsWith('STORE_CLOSED', transferOf(store).write({ part: 'events', rows: [] }, step));
    },
  },
];

function withReference(work: (other: Store) => Promise<void>): Promise<void> {
  return withStore({ connect: createMemoryStore }, work);
}

async function answersOf({ reading, state, outbox, incidents }: Store) {
  const keys = (await all(reading.stories())).map(({ storyKey }) => storyKey as StoryKey);
  const histories = await reading.histories(keys);
  const texts = [pruned, ...lastArticles].flatMap(({ source, sourceId }) => [`${source}:${sourceId}`, `${sourceId}`]);
  const found: unknown[] = [];
  for (const text of [...texts, ...histories.flatMap((history) => history.keys)]) found.push(await reading.find(text));
  const then: unknown[] = [];
  for (const asOf of [noon - 1, noon, noon + 1, noon + 2])
    then.push(await all(reading.items({ asOf, withRevisions: true })));
  const anchors = await reading.anchors(lookupPlaces(prepareArticle(joined)));
  return {
    ...{ histories, found, then },
    items: await all(reading.items({ withRevisions: true })),
    searched: await all(reading.items({ search: 'calder', tickers: lastArticles[0]?.tickers ?? [] })),
    negative: await all(reading.items({ sentiments: ['negative'], minConfidence: 0.7 })),
    anchors: anchors.map(({ storyKey, prepared }) => [storyKey, prepared.words]).sort(),
    collisions: await reading.collisions(0),
    digest: await digestOf(reading.stories()),
    ...{ events: await all(reading.events({})), eventsEver: await reading.countEventsEver() },
    quarantine: await all(reading.quarantine({})),
    ...{ sources: await state.sources(), watermarks: await state.watermarks('tiingo'), gaps: await state.gaps() },
    ...{ deliveries: await all(outbox.list({})), queues: await outbox.queues() },
    due: await outbox.take('hook', noon, { from: noon, until: noon + minute }),
    incidents: await all(incidents.list({})),
  };
}
