import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { PostgresClient, PostgresPool } from '../../src/postgres/client.js';
import { kindOf } from '../../src/postgres/errors.js';
import { Lender } from '../../src/postgres/lender.js';
import { CommitInDoubt } from '../../src/postgres/transact.js';

const lost = Object.assign(new Error('gone'), { code: 'ECONNRESET' });

/** A pool that never waits, what is done to it, and how many of its connections are out. */
function pool(connect: () => Promise<void> = async () => {}) {
  const done: string[] = [];
  const out = { now: 0, most: 0 };
  const events = new EventEmitter();
  const made = Object.assign(events, {
    async connect() {
      await connect();
      out.now += 1;
      out.most = Math.max(out.most, out.now);
      return Object.assign(new EventEmitter(), {
        release(destroy?: boolean) {
          out.now -= 1;
          done.push(destroy ? 'destroyed' : 'given back');
        },
      }) as unknown as PostgresClient;
    },
    end: async () => void done.push('ended'),
  }) as unknown as PostgresPool & EventEmitter;
  return { pool: made, done, out };
}

const isOpen = () => {};

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

test('an operation waits for a connection while all of a pool of its own are out, without an end', async () => {
  const { pool: own, out } = pool();
  const lender = new Lender(own, 2);
  const ends: (() => void)[] = [];
  const working = Array.from({ length: 5 }, (_, index) =>
    lender.lend(isOpen, () => new Promise<number>((resolve) => ends.push(() => resolve(index)))),
  );
  while (ends.length < 2) await Promise.resolve();
  for (let turn = 0; turn < 5; turn += 1) {
    while (ends.length <= turn) await new Promise(setImmediate);
    ends[turn]?.();
  }
  expect(await Promise.all(working)).toEqual([0, 1, 2, 3, 4]);
  expect(out).toEqual({ now: 0, most: 2 });
});

test('a store that was closed meanwhile lends no more, and its pool ends after what was begun', async () => {
  const { pool: own, done } = pool();
  const lender = new Lender(own, 1);
  const end = deferred();
  const first = lender.lend(isOpen, () => end.promise).then(() => done.push('first'));
  const closed = new Error('closed');
  const second = lender.lend(
    () => {
      throw closed;
    },
    async () => done.push('second'),
  );
  const refused = expect(second).rejects.toBe(closed);
  const released = lender.release();
  end.resolve();
  await Promise.all([first, refused, released]);
  expect(done).toEqual(['given back', 'first', 'ended']);
});

test('a pool that was handed in is given back when what was begun has ended, and is not ended', async () => {
  const { pool: shared, done } = pool();
  const lender = new Lender(shared, null);
  expect(shared.listenerCount('error')).toBe(1);
  const end = deferred();
  void lender.lend(isOpen, () => end.promise);
  const released = lender.release().then(() => done.push('released'));
  await new Promise(setImmediate);
  expect(done).toEqual([]);
  end.resolve();
  await released;
  expect(done).toEqual(['given back', 'released']);
  expect(shared.listenerCount('error')).toBe(0);
});

test.each([
  [new Error('of the step'), 'given back'],
  [lost, 'destroyed'],
  [new CommitInDoubt('1', null, lost), 'destroyed'],
])('after %s a connection is %s, %s', async (thrown, what) => {
  const { pool: own, done } = pool();
  await expect(new Lender(own, 1).lend(isOpen, () => Promise.reject(thrown))).rejects.toBe(thrown);
  expect(done).toEqual([what]);
});

test('a connection that is not made in time is a server that is gone, in a pool of its own', async () => {
  const full = () => pool(() => Promise.reject(new Error('timeout exceeded when trying to connect'))).pool;
  const thrownBy = (lender: Lender) => lender.lend(isOpen, async () => null).catch((thrown: unknown) => thrown);
  expect(kindOf(await thrownBy(new Lender(full(), 1)))).toBe('lost');
  expect(kindOf(await thrownBy(new Lender(full(), null)))).toBe('final');
});
