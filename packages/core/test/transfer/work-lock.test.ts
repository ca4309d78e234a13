import { IngestError, type LeaseStore, leaseRenewalMs } from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import { expect, it } from 'vitest';
import { ReadLock, WorkLock } from '../../src/transfer/work-lock.js';
import { pageStore } from '../support/page-store.js';
import { startOfDay } from '../support/run-setup.js';

const owner = (pid: number) => ({ holder: `process ${pid}`, bootId: 'boot', pid, processStart: '1' });
const identity = { owner: owner(1), isGone: () => false };
const term = { now: startOfDay, from: startOfDay - 60_000, until: startOfDay + 60_000 };

/** Whether a lease is free for somebody else. */
async function isFree(leases: LeaseStore, name: string): Promise<boolean> {
  const result = await leases.take(name, owner(9), term);
  if (result.taken) await leases.release(result.token);
  return result.taken;
}

it('holds both leases of those who work, renews them, and gives both back', async () => {
  const { leases } = pageStore().store;
  const clock = manualClock(startOfDay);
  const lock = new WorkLock(leases, clock, identity);
  expect(await lock.take()).toBeNull();
  for (const name of ['run', 'backfill']) expect(await isFree(leases, name)).toBe(false);
  const renewed: string[] = [];
  const renew = leases.renew;
  leases.renew = async (token, until) => {
    renewed.push(token.name);
    return renew(token, until);
  };
  await clock.advance(leaseRenewalMs);
  expect(await lock.proof()).toMatchObject({ name: 'run' });
  expect(renewed.sort()).toEqual(['backfill', 'run']);
  await lock.release();
  for (const name of ['run', 'backfill']) expect(await isFree(leases, name)).toBe(true);
});

it('takes both or none', async () => {
  const { leases } = pageStore().store;
  await leases.take('backfill', owner(7), term);
  expect(await new WorkLock(leases, manualClock(startOfDay), identity).take()).toMatchObject({ holder: 'process 7' });
  expect(await isFree(leases, 'run')).toBe(true);
});

it('reads what takes no writes without a lease, and fails as the store does otherwise', async () => {
  const { leases } = pageStore().store;
  const failing = (code: 'STORE_READ_ONLY' | 'STORE_FULL') => ({
    ...leases,
    take: async () => {
      throw new IngestError(code, 'x');
    },
  });
  const lock = new ReadLock(failing('STORE_READ_ONLY'), manualClock(startOfDay), identity);
  expect(await lock.take()).toBeNull();
  await lock.proof();
  await lock.release();
  const full = new ReadLock(failing('STORE_FULL'), manualClock(startOfDay), identity);
  await expect(full.take()).rejects.toMatchObject({ code: 'STORE_FULL' });
});

it('holds a store that is only read as one that is written, where it may', async () => {
  const { leases } = pageStore().store;
  const lock = new ReadLock(leases, manualClock(startOfDay), identity);
  expect(await lock.take()).toBeNull();
  await lock.proof();
  expect(await isFree(leases, 'run')).toBe(false);
  await lock.release();
  expect(await isFree(leases, 'run')).toBe(true);
});
