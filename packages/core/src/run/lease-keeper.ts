import { type Clock, type Elapsed, type EpochMs, millisecondsBetween } from '../contracts/clock.js';
import type { HeldLease, LeaseOwner, LeaseStore, LeaseTerm, LeaseToken } from '../contracts/leases.js';

/** A lease lasts a minute and is renewed every 20 s of work (SPEC 17). */
export const leaseLengthMs = 60_000;
export const leaseRenewalMs = 20_000;

/** Who this process is, and whether another one is gone for good. */
export interface ProcessIdentity {
  readonly owner: LeaseOwner;
  /** True only for certain: same boot of the same machine, and no such process any more. */
  isGone(owner: LeaseOwner): boolean;
}

/** Holds one lease while work goes on. */
export class LeaseKeeper {
  private readonly store: LeaseStore;
  private readonly clock: Clock;
  private readonly identity: ProcessIdentity;
  private token: LeaseToken | null = null;
  private renewedAt: Elapsed;

  constructor(store: LeaseStore, clock: Clock, identity: ProcessIdentity) {
    this.store = store;
    this.clock = clock;
    this.identity = identity;
    this.renewedAt = clock.elapsed();
  }

  /** Takes the lease, also from a holder whose process is gone; otherwise says who holds it. */
  async take(name: string): Promise<HeldLease | null> {
    const first = await this.store.take(name, this.identity.owner, this.term());
    const result =
      first.taken || !this.identity.isGone(first.heldBy)
        ? first
        : await this.store.take(name, this.identity.owner, this.term(), first.heldBy.number);
    if (!result.taken) return result.heldBy;
    this.token = result.token;
    this.renewedAt = this.clock.elapsed();
    return null;
  }

  /** The proof of holding, renewed when that is due. Rejects with STORE_LEASE_LOST when it is not ours any more. */
  async proof(): Promise<LeaseToken> {
    if (this.token === null) throw new TypeError('the lease was not taken');
    const now = this.clock.elapsed();
    if (millisecondsBetween(this.renewedAt, now) >= leaseRenewalMs) {
      await this.store.renew(this.token, this.term());
      this.renewedAt = now;
    }
    return this.token;
  }

  /** Leaves the lease to its end. */
  forget(): void {
    this.token = null;
  }

  async release(): Promise<void> {
    const { token } = this;
    this.token = null;
    if (token !== null) await this.store.release(token);
  }

  private term(): LeaseTerm {
    return leaseTerm(this.clock.now());
  }
}

/** Two absolute instants around now, so that a clock that was wrong locks nothing for longer than the lease. */
export function leaseTerm(now: EpochMs): LeaseTerm {
  return { now, from: now - leaseLengthMs, until: now + leaseLengthMs };
}
