import { manualClock } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import type { LeaseOwner } from '../../src/contracts/leases.js';
import { LeaseKeeper, leaseLengthMs, leaseRenewalMs, leaseTerm } from '../../src/run/lease-keeper.js';
import { heldLeaseOf } from '../support/leases.js';
import { pageStore } from '../support/page-store.js';

const start = Date.UTC(2026, 5, 4, 14);

function setup() {
  const clock = manualClock(start);
  const stored = pageStore();
  const gone = new Set<string>();
  const askedAbout: string[] = [];
  const renewals: number[] = [];
  const leases = {
    ...stored.store.leases,
    renew: async (...[token, term]: Parameters<typeof stored.store.leases.renew>) => {
      await stored.store.leases.renew(token, term);
      renewals.push(term.now - start);
    },
  };
  const keeper = (holder: string) =>
    new LeaseKeeper(leases, clock, {
      owner: { holder, bootId: 'b', pid: 8, processStart: '2' },
      isGone: (owner: LeaseOwner) => {
        askedAbout.push(owner.holder);
        return gone.has(owner.holder);
      },
    });
  return { clock, stored, gone, askedAbout, renewals, keeper };
}

describe('leaseTerm', () => {
  it('is a minute to both sides of now', () => {
    expect(leaseTerm(start)).toEqual({ now: start, from: start - 60_000, until: start + 60_000 });
    expect([leaseLengthMs, leaseRenewalMs]).toEqual([60_000, 20_000]);
  });
});

describe('take', () => {
  it('takes a free lease without asking about anybody, and says who is its holder', async () => {
    const { stored, askedAbout, keeper } = setup();
    expect(await keeper('first').take('run')).toBeNull();
    expect(stored.lease).toMatchObject({ name: 'run', holder: 'first', takenAt: start, until: start + 60_000 });
    expect(askedAbout).toEqual([]);
  });

  it('names the holder while another one holds it', async () => {
    const { keeper } = setup();
    await keeper('first').take('run');
    expect(await keeper('second').take('run')).toMatchObject({ holder: 'first', takenAt: start });
  });

  it('takes a lease that is over by its end, and not a millisecond before', async () => {
    const { clock, keeper } = setup();
    await keeper('first').take('run');
    await clock.advance(59_999);
    expect(await keeper('second').take('run')).toMatchObject({ holder: 'first' });
    await clock.advance(1);
    expect(await keeper('second').take('run')).toBeNull();
  });

  it('takes a lease that is over by its beginning: its holder’s clock was wrong', async () => {
    const { clock, keeper } = setup();
    await keeper('first').take('run');
    clock.setWall(start - 60_000);
    expect(await keeper('second').take('run')).toMatchObject({ holder: 'first' });
    clock.setWall(start - 60_001);
    expect(await keeper('second').take('run')).toBeNull();
  });

  it('takes it at once from a process that is gone', async () => {
    const { stored, gone, askedAbout, keeper } = setup();
    await keeper('first').take('run');
    gone.add('first');
    expect(await keeper('second').take('run')).toBeNull();
    expect(askedAbout).toEqual(['first']);
    expect(stored.lease).toMatchObject({ holder: 'second', number: 2 });
  });

  it('does not take it from a third one that was faster to take it from the one that is gone', async () => {
    const { stored, gone, keeper } = setup();
    await keeper('first').take('run');
    gone.add('first');
    const taking = keeper('second').take('run');
    stored.lease = heldLeaseOf(start, { holder: 'third', number: 5 });
    expect(await taking).toMatchObject({ holder: 'third' });
    expect(stored.lease).toMatchObject({ holder: 'third' });
  });
});

describe('proof', () => {
  it('is the lease as it was taken, and is not renewed before 20 s of work', async () => {
    const { clock, renewals, keeper } = setup();
    const held = keeper('first');
    await held.take('run');
    await clock.advance(19_999);
    expect(await held.proof()).toEqual({ name: 'run', number: 1 });
    expect(renewals).toEqual([]);
  });

  it('is renewed after every 20 s of work, for a minute from then on', async () => {
    const { clock, stored, renewals, keeper } = setup();
    const held = keeper('first');
    await held.take('run');
    for (const ms of [20_000, 10_000, 10_000, 19_999]) {
      await clock.advance(ms);
      await held.proof();
    }
    expect(renewals).toEqual([20_000, 40_000]);
    expect(stored.lease).toMatchObject({ from: start - 20_000, until: start + 100_000 });
  });

  it('counts from the taking, and by elapsed time whatever the wall clock says', async () => {
    const { clock, renewals, keeper } = setup();
    const held = keeper('first');
    await clock.advance(30_000);
    await held.take('run');
    clock.setWall(start + 86_400_000);
    await held.proof();
    expect(renewals).toEqual([]);
  });

  it('rejects once another process holds the lease', async () => {
    const { clock, stored, keeper } = setup();
    const held = keeper('first');
    await held.take('run');
    stored.lease = heldLeaseOf(start);
    await clock.advance(20_000);
    await expect(held.proof()).rejects.toMatchObject({ code: 'STORE_LEASE_LOST' });
    await expect(held.proof()).rejects.toMatchObject({ code: 'STORE_LEASE_LOST' });
  });

  it('is a mistake of the caller before the lease is taken, and when it was refused', async () => {
    const { keeper } = setup();
    const [held, refused] = [keeper('first'), keeper('second')];
    await expect(held.proof()).rejects.toThrow(TypeError);
    await held.take('run');
    await refused.take('run');
    await expect(refused.proof()).rejects.toThrow(TypeError);
  });
});

describe('release', () => {
  it('frees the lease, and proves nothing from then on', async () => {
    const { stored, keeper } = setup();
    const held = keeper('first');
    await held.take('run');
    await held.release();
    expect(stored.lease).toBeNull();
    await expect(held.proof()).rejects.toThrow(TypeError);
    await held.release();
  });

  it('leaves the lease of another one alone', async () => {
    const { stored, keeper } = setup();
    const [held, refused] = [keeper('first'), keeper('second')];
    await held.take('run');
    await refused.take('run');
    await refused.release();
    expect(stored.lease).toMatchObject({ holder: 'first' });
  });
});
