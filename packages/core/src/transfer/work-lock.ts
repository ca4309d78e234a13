import type { Clock } from '../contracts/clock.js';
import type { HeldLease, LeaseStore, LeaseToken } from '../contracts/leases.js';
import { IngestError } from '../errors/ingest-error.js';
import { LeaseKeeper, type ProcessIdentity } from '../run/lease-keeper.js';
import { backfillLease, runLease } from '../run/settings.js';

/** Keeps runs and back-fills away from a store while something else is done with it. */
export class WorkLock {
  private readonly run: LeaseKeeper;
  private readonly backfill: LeaseKeeper;

  constructor(leases: LeaseStore, clock: Clock, identity: ProcessIdentity) {
    this.run = new LeaseKeeper(leases, clock, identity);
    this.backfill = new LeaseKeeper(leases, clock, identity);
  }

  /** Both or none; says who is at work when somebody is. */
  async take(): Promise<HeldLease | null> {
    const runs = await this.run.take(runLease);
    if (runs !== null) return runs;
    const backfills = await this.backfill.take(backfillLease);
    if (backfills !== null) await this.run.release();
    return backfills;
  }

  /** The proof of holding, renewed when that is due. Rejects with STORE_LEASE_LOST when it is not ours any more. */
  async proof(): Promise<LeaseToken> {
    await this.backfill.proof();
    return this.run.proof();
  }

  async release(): Promise<void> {
    await this.backfill.release();
    await this.run.release();
  }
}

/** The same for a store that is only read: one that takes no writes cannot be worked on either, at least not from here. */
export class ReadLock {
  private readonly lock: WorkLock;
  private isTaken = false;

  constructor(...given: ConstructorParameters<typeof WorkLock>) {
    this.lock = new WorkLock(...given);
  }

  async take(): Promise<HeldLease | null> {
    try {
      const heldBy = await this.lock.take();
      this.isTaken = heldBy === null;
      return heldBy;
    } catch (thrown) {
      if (IngestError.is(thrown) && thrown.code === 'STORE_READ_ONLY') return null;
      throw thrown;
    }
  }

  async proof(): Promise<void> {
    if (this.isTaken) await this.lock.proof();
  }

  async release(): Promise<void> {
    if (this.isTaken) await this.lock.release();
  }
}
