import assert from 'node:assert/strict';
import { day, minute, noon, owner, term } from './build.js';
import { rejectsWith } from './expect.js';
import { onStore, type StoreCase, withStore } from './subject.js';

/** Who may work. */
export const leaseCases: readonly StoreCase[] = [
  onStore('a free lease is taken', async (store) => {
    assert.deepEqual(await store.leases.take('run', owner(1), term()), {
      taken: true,
      token: { name: 'run', number: 1 },
    });
  }),

  onStore('a lease that is held is refused, with all that is known of its holder', async (store) => {
    await store.leases.take('run', owner(1), term());
    assert.deepEqual(await store.leases.take('run', owner(2), term(minute - 1)), {
      taken: false,
      heldBy: { name: 'run', number: 1, ...owner(1), takenAt: noon, from: noon - minute, until: noon + minute },
    });
  }),

  onStore('leases of other names are other leases', async (store) => {
    await store.leases.take('run', owner(1), term());
    assert.ok((await store.leases.take('backfill', owner(2), term())).taken);
  }),

  onStore('a lease is over at its end, and the next number is larger', async (store) => {
    await store.leases.take('run', owner(1), term());
    assert.deepEqual(await store.leases.take('run', owner(2), term(minute)), {
      taken: true,
      token: { name: 'run', number: 2 },
    });
    assert.ok(!(await store.leases.take('run', owner(1), term(minute))).taken);
  }),

  onStore('a lease taken by a clock that was ahead is over before its beginning', async (store) => {
    await store.leases.take('run', owner(1), term(3 * day));
    assert.ok(!(await store.leases.take('run', owner(2), term(3 * day - minute))).taken, 'inside small skew');
    assert.ok((await store.leases.take('run', owner(2), term(3 * day - minute - 1))).taken);
  }),

  onStore(
    'a lease is taken even from the holder that the caller knows to be gone, and from no other',
    async (store) => {
      await store.leases.take('run', owner(1), term());
      assert.ok(!(await store.leases.take('run', owner(2), term(), 7)).taken);
      assert.deepEqual(await store.leases.take('run', owner(2), term(), 1), {
        taken: true,
        token: { name: 'run', number: 2 },
      });
      assert.ok(!(await store.leases.take('run', owner(3), term(), 1)).taken);
    },
  ),

  onStore('a lease that is renewed lasts longer and keeps its number', async (store) => {
    const taken = await store.leases.take('run', owner(1), term());
    assert.ok(taken.taken);
    await store.leases.renew(taken.token, term(30_000));
    const refused = await store.leases.take('run', owner(2), term(minute));
    assert.ok(!refused.taken);
    const { number, takenAt, from, until } = refused.heldBy;
    assert.deepEqual([number, takenAt, from, until], [1, noon, noon - 30_000, noon + 90_000]);
  }),

  onStore('a lease that is over can be renewed while nobody took it', async (store) => {
    const taken = await store.leases.take('run', owner(1), term());
    assert.ok(taken.taken);
    await store.leases.renew(taken.token, term(day));
    assert.ok(!(await store.leases.take('run', owner(2), term(day))).taken);
  }),

  onStore('renewing a lease that is not ours any more is an error and changes nothing', async (store) => {
    const first = await store.leases.take('run', owner(1), term());
    assert.ok(first.taken);
    const second = await store.leases.take('run', owner(2), term(minute));
    assert.ok(second.taken);
    await rejectsWith('STORE_LEASE_LOST', store.leases.renew(first.token, term(day)));
    await rejectsWith('STORE_LEASE_LOST', store.leases.renew({ name: 'never', number: 1 }, term()));
    assert.ok((await store.leases.take('run', owner(3), term(2 * minute))).taken);
    await rejectsWith('STORE_LEASE_LOST', store.leases.renew(second.token, term(2 * minute)));
  }),

  onStore('a released lease is free at once, and its number goes on growing', async (store) => {
    const first = await store.leases.take('run', owner(1), term());
    assert.ok(first.taken);
    await store.leases.release(first.token);
    await rejectsWith('STORE_LEASE_LOST', store.leases.renew(first.token, term()));
    assert.deepEqual(await store.leases.take('run', owner(2), term()), {
      taken: true,
      token: { name: 'run', number: 2 },
    });
  }),

  onStore('only the holder frees a lease; releasing twice does no harm', async (store) => {
    const first = await store.leases.take('run', owner(1), term());
    assert.ok(first.taken);
    const second = await store.leases.take('run', owner(2), term(minute));
    assert.ok(second.taken);
    await store.leases.release(first.token);
    await store.leases.release({ name: 'never', number: 1 });
    assert.ok(!(await store.leases.take('run', owner(3), term(minute))).taken);
    await store.leases.release(second.token);
    await store.leases.release(second.token);
    assert.ok((await store.leases.take('run', owner(3), term(minute))).taken);
  }),

  {
    name: 'of two stores that take one lease at once, one gets it',
    run: (subject) =>
      withStore(subject, (left) =>
        withStore(subject, async (right) => {
          const results = await Promise.all(
            Array.from({ length: 8 }, (_, index) =>
              (index % 2 === 0 ? left : right).leases.take('run', owner(index), term()),
            ),
          );
          assert.equal(results.filter(({ taken }) => taken).length, 1);
        }),
      ),
  },
];
