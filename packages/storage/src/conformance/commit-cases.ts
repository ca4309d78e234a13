import assert from 'node:assert/strict';
import { type Store, storyKey } from '@ingest/core';
import {
  article,
  concluding,
  event,
  gap,
  minute,
  noon,
  nothingConcluded,
  notification,
  numbered,
  owner,
  page,
  rejected,
  sourceState,
  term,
  tickers,
} from './build.js';
import { all, counts, rejectsWith } from './expect.js';
import { onStore, type StoreCase, withStore } from './subject.js';

/** That a page and what belongs to it are one step, made under a lease. */
export const commitCases: readonly StoreCase[] = [
  onStore('the conclusion is told what the page holds and is stored with it', async (store) => {
    await store.articles.commitPage(page([numbered(0)]));
    const told: unknown[] = [];
    const placed = await store.articles.commitPage(
      page([numbered(0), numbered(1)], {
        quarantine: [rejected()],
        conclude: (found) => {
          told.push(found);
          return {
            event: event(),
            state: sourceState(),
            watermarks: [{ source: 'tiingo', ticker: 'CLDR' as never, readUpTo: '2026-03-02T12:00:00.250Z' }],
            openedGaps: [gap()],
            closedGapIds: [],
            notifications: [notification()],
          };
        },
      }),
    );
    assert.deepEqual(told.at(-1), placed);
    assert.deepEqual(
      placed.newStories.map((story) => story.storyKey),
      [storyKey(numbered(1))],
    );
    assert.deepEqual(await all(store.reading.events({})), [event()]);
    assert.deepEqual(await all(store.reading.quarantine({})), [rejected()]);
    assert.deepEqual(await store.state.sources(), [sourceState()]);
    assert.equal((await store.state.watermarks('tiingo')).length, 1);
    assert.deepEqual(await store.state.gaps(), [gap()]);
    assert.equal((await all(store.outbox.list({}))).length, 1);
  }),

  onStore('nothing is stored when the conclusion throws, and its error comes through as it is', async (store) => {
    await store.articles.commitPage(page([article()]));
    const broken = new Error('no conclusion');
    const commit = page([article({ description: 'Changed.' }), numbered(1)], {
      quarantine: [rejected()],
      conclude: () => {
        throw broken;
      },
    });
    await assert.rejects(store.articles.commitPage(commit), (thrown) => thrown === broken);
    await assertOnlyFirst(store);
    assert.equal(await store.reading.countEventsEver(), 0);
    assert.deepEqual(counts(await store.articles.commitPage(page([numbered(1)]))).new, 1);
  }),

  onStore('an event that is stored already is a conflict, and nothing of the page is stored', async (store) => {
    await store.articles.commitPage(page([article()], { conclude: () => ({ ...nothingConcluded, event: event() }) }));
    const commit = page([numbered(1)], { conclude: () => ({ ...nothingConcluded, event: event({ runId: 'run-2' }) }) });
    await rejectsWith('STORE_CONFLICT', store.articles.commitPage(commit));
    await assertOnlyFirst(store, [event()]);
  }),

  onStore('a page is stored under the lease that is held', async (store) => {
    const taken = await store.leases.take('run', owner(1), term());
    assert.ok(taken.taken);
    const placed = await store.articles.commitPage(page([article()], { lease: taken.token }));
    assert.equal(counts(placed).new, 1);
  }),

  onStore('a lease that is over but was not taken by another still counts', async (store) => {
    const taken = await store.leases.take('run', owner(1), term());
    assert.ok(taken.taken);
    const placed = await store.articles.commitPage(page([article()], { lease: taken.token, at: noon + 60 * minute }));
    assert.equal(counts(placed).new, 1);
  }),

  onStore('nothing is stored under a lease that another took, was released, or never was', async (store) => {
    const first = await store.leases.take('run', owner(1), term());
    assert.ok(first.taken);
    await store.articles.commitPage(page([article()], { lease: first.token }));
    const second = await store.leases.take('run', owner(2), term(2 * minute));
    assert.ok(second.taken);
    const writing = (lease: { name: string; number: number }) =>
      store.articles.commitPage(page([numbered(1)], { lease, quarantine: [rejected()] }));
    await rejectsWith('STORE_LEASE_LOST', writing(first.token));
    await rejectsWith('STORE_LEASE_LOST', writing({ name: 'run', number: second.token.number + 1 }));
    await rejectsWith('STORE_LEASE_LOST', writing({ name: 'backfill', number: second.token.number }));
    await store.leases.release(second.token);
    await rejectsWith('STORE_LEASE_LOST', writing(second.token));
    await assertOnlyFirst(store);
  }),

  onStore('an item that an earlier run left in quarantine is not kept again', async (store) => {
    const run = (runId: string, ...raws: string[]) =>
      store.articles.commitPage(page([], { quarantine: raws.map((raw) => rejected({ runId, raw })) }));
    await run('run-1', '{"id":1}', '{"id":1}');
    await run('run-2', '{"id":1}', '{"id":2}');
    const kept = await all(store.reading.quarantine({}));
    assert.deepEqual(kept.map(({ runId, raw }) => [runId, raw]).sort(), [
      ['run-1', '{"id":1}'],
      ['run-1', '{"id":1}'],
      ['run-2', '{"id":2}'],
    ]);
  }),

  onStore('items that can be read at last leave the quarantine with the page that stores them', async (store) => {
    const kept = [
      rejected({ raw: '{"id":1}' }),
      rejected({ raw: '{"id":2}' }),
      rejected({ runId: 'run-2', raw: '{"id":3}' }),
    ];
    await store.articles.commitPage(page([], { quarantine: kept }));
    await store.articles.commitPage(page([article()], { released: [rejected({ runId: 'run-9', raw: '{"id":1}' })] }));
    const left = await all(store.reading.quarantine({}));
    assert.deepEqual(left.map(({ raw }) => raw).sort(), ['{"id":2}', '{"id":3}']);
  }),

  {
    name: 'two stores that commit the same page at once make each story once',
    run: (subject) =>
      withStore(subject, (left) =>
        withStore(subject, async (right) => {
          const articles = Array.from({ length: 50 }, (_, index) => numbered(index));
          const placed = await Promise.all([left, right].map((store) => store.articles.commitPage(page(articles))));
          const made = placed.flatMap(({ newStories }) => newStories.map((story) => story.storyKey));
          assert.deepEqual([made.length, new Set(made).size], [50, 50]);
          assert.equal(
            placed.reduce((sum, { duplicates }) => sum + duplicates, 0),
            50,
          );
          assert.equal(await left.reading.countItems({}), 50);
        }),
      ),
  },

  {
    name: 'two stores that bring the same story from two sources at once announce it once',
    run: (subject) =>
      withStore(subject, (left) =>
        withStore(subject, async (right) => {
          const placed = await Promise.all([
            left.articles.commitPage(page([article()])),
            right.articles.commitPage(page([article({ source: 'finnhub' })], { source: 'finnhub' })),
          ]);
          const sums = placed.map(counts);
          assert.equal(
            sums.reduce((sum, one) => sum + one.new, 0),
            1,
          );
          assert.equal(
            sums.reduce((sum, one) => sum + one.collisions, 0),
            1,
          );
          assert.equal((await all(right.reading.stories()))[0]?.attributions.length, 2);
        }),
      ),
  },

  onStore('what concludes a page without articles is stored', async (store) => {
    await store.articles.commitPage(
      concluding({
        event: event(),
        watermarks: [{ source: 'tiingo', ticker: tickers('BELT')[0] as never, readUpTo: '2026-03-02T12:00:00.250Z' }],
      }),
    );
    assert.equal((await all(store.reading.events({}))).length, 1);
    assert.equal((await store.state.watermarks('tiingo')).length, 1);
  }),
];

/** That the store holds the one story of {@link article} as it came first, and of all else only what is given. */
async function assertOnlyFirst(store: Store, events: readonly unknown[] = []): Promise<void> {
  const stories = await all(store.reading.stories());
  assert.deepEqual(
    stories.map(({ headline, description, revision }) => [headline, description, revision]),
    [[article().headline, article().description, 0]],
  );
  assert.deepEqual(await all(store.reading.events({})), events);
  assert.deepEqual(await all(store.reading.quarantine({})), []);
  assert.deepEqual(await store.state.sources(), []);
}
