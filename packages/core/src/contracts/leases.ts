import type { EpochMs } from './clock.js';

/** Who takes a lease. */
export interface LeaseOwner {
  /** For people: program, process id, host. */
  readonly holder: string;
  /** Identifies the boot of the machine, so that a process id means something. */
  readonly bootId: string;
  readonly pid: number;
  /** When the process started, in the machine's own unit: a process id is used again. */
  readonly processStart: string;
}

/** The proof of holding a lease; the number grows with each taking. */
export interface LeaseToken {
  readonly name: string;
  readonly number: number;
}

/** A lease with whoever holds it, or held it until it was over. */
export interface HeldLease extends LeaseToken, LeaseOwner {
  readonly takenAt: EpochMs;
  /** Over when now ≥ `until` or now < `from`, so that a clock that was wrong locks nothing for longer than meant. */
  readonly from: EpochMs;
  readonly until: EpochMs;
}

/** For how long a lease is taken or renewed. */
export interface LeaseTerm {
  readonly now: EpochMs;
  readonly from: EpochMs;
  readonly until: EpochMs;
}

/** What became of taking a lease: the proof of holding it, or who holds it. */
export type LeaseResult =
  | { readonly taken: true; readonly token: LeaseToken }
  | { readonly taken: false; readonly heldBy: HeldLease };

/** Leases, shared by processes: each is held by one at a time, and by nobody for longer than its term. */
export interface LeaseStore {
  /** Takes a lease that is free or over. `evenFrom` takes it also from the holder of that number: the caller knows that it is gone. */
  take(name: string, owner: LeaseOwner, term: LeaseTerm, evenFrom?: number): Promise<LeaseResult>;
  /** Rejects with STORE_LEASE_LOST when another process holds it by now. */
  renew(token: LeaseToken, term: LeaseTerm): Promise<void>;
  /** Frees the lease if it is still this one. */
  release(token: LeaseToken): Promise<void>;
}
