import { localRegisters } from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import { expect, it } from 'vitest';
import { createPresence, isLost, readWorkers, tellEveryMs } from '../../src/worker/presence.js';

function telling() {
  const [registers, clock] = [localRegisters(), manualClock(Date.UTC(2026, 5, 4, 14))];
  const errors: unknown[] = [];
  const presence = (name = 'desk/1') => createPresence(registers, clock, (error) => errors.push(error), name);
  return { registers, clock, errors, presence };
}

it('is told again and again until the end, and taken back then', async () => {
  const { registers, clock, presence } = telling();
  const stop = new AbortController();
  const told = presence().tell(stop.signal);
  await clock.advance(3 * tellEveryMs);
  const [worker] = await readWorkers(registers);
  expect(worker).toMatchObject({ name: 'desk/1', jobs: 0, busyWith: [], seenAt: clock.now() });
  stop.abort();
  await told;
  expect(await readWorkers(registers)).toEqual([]);
});

it('is not told of again by a job that ends after it is gone', async () => {
  const { registers, clock, presence } = telling();
  const worker = presence();
  const stop = new AbortController();
  const told = worker.tell(stop.signal);
  let end = () => {};
  const job = worker.during('a', () => new Promise<void>((resolve) => (end = resolve)));
  await clock.advance(0);
  expect(await readWorkers(registers)).toMatchObject([{ busyWith: ['a'] }]);
  stop.abort();
  await told;
  end();
  await job;
  expect(await readWorkers(registers)).toEqual([]);
});

it('counts jobs that ended well, and none that threw', async () => {
  const { registers, presence } = telling();
  const worker = presence();
  expect(await worker.during('a', async () => 7)).toBe(7);
  await expect(
    worker.during('b', async () => {
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(await readWorkers(registers)).toMatchObject([{ jobs: 1, busyWith: [] }]);
});

it('is lost when nothing was heard for three times, also by a clock that is behind', async () => {
  const { registers, clock, presence } = telling();
  await presence().during('a', async () => {});
  const [worker] = await readWorkers(registers);
  if (worker === undefined) throw new Error('nobody is there');
  expect(isLost(worker, clock.now() + 3 * tellEveryMs)).toBe(false);
  expect(isLost(worker, clock.now() + 3 * tellEveryMs + 1)).toBe(true);
  expect(isLost(worker, clock.now() - 3 * tellEveryMs - 1)).toBe(true);
});

it('is forgotten by those that are there an hour after it was lost', async () => {
  const { registers, clock, presence } = telling();
  await presence('desk/old').during('a', async () => {});
  await clock.advance(3_600_001);
  const stop = new AbortController();
  const told = presence('desk/new').tell(stop.signal);
  await clock.advance(0);
  expect((await readWorkers(registers)).map(({ name }) => name)).toEqual(['desk/new']);
  stop.abort();
  await told;
});

it('goes on when the store does not answer', async () => {
  const { clock, errors } = telling();
  const registers = { ...localRegisters(), change: () => Promise.reject(new Error('away')) };
  const presence = createPresence(registers, clock, (error) => errors.push(error), 'desk/1');
  expect(await presence.during('a', async () => 7)).toBe(7);
  expect(errors).toHaveLength(2);
});
