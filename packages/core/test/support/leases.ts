import type { HeldLease } from '../../src/contracts/leases.js';

/** The lease `run`, held by another process; taken at the given time for a minute. */
export function heldLeaseOf(takenAt: number, fields: Partial<HeldLease> = {}): HeldLease {
  return {
    name: 'run',
    number: 9,
    holder: 'another run',
    bootId: 'b',
    pid: 7,
    processStart: '1',
    takenAt,
    from: takenAt - 60_000,
    until: takenAt + 60_000,
    ...fields,
  };
}
