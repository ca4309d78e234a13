import { type HeldLease, IngestError, isOver, type LeaseOwner, type LeaseTerm, type LeaseToken } from '@ingest/core';

/** What a store keeps of a lease: its last number, and who holds it, if anybody. */
export interface LeaseRecord {
  readonly number: number;
  readonly held: HeldLease | null;
}

/** Whether a lease can be taken now: it is free, over, or its holder is known to be gone. */
export function canTake(record: LeaseRecord | null, { now }: LeaseTerm, evenFrom?: number): boolean {
  if (record === null || record.held === null) return true;
  return isOver(record.held, now) || record.held.number === evenFrom;
}

/** The lease as its new holder has it. */
export function taken(
  name: string,
  record: LeaseRecord | null,
  { holder, bootId, pid, processStart }: LeaseOwner,
  { now, from, until }: LeaseTerm,
): HeldLease {
  return { name, number: (record?.number ?? 0) + 1, holder, bootId, pid, processStart, takenAt: now, from, until };
}

export function leaseLost({ name, number }: LeaseToken): IngestError {
  return new IngestError(
    'STORE_LEASE_LOST',
    `the lease ${JSON.stringify(name)} with number ${number} is not ours any more`,
    {
      hint: 'another process took over; nothing was written',
      context: { lease: name, number },
    },
  );
}
