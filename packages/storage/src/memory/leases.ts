import type { LeaseStore, LeaseToken } from '@ingest/core';
import { canTake, leaseLost, taken } from '../shared/lease.js';
import type { MemoryData } from './data.js';

export function leaseRoom(opened: () => MemoryData): LeaseStore {
  return {
    async take(name, owner, term, evenFrom) {
      const { leases } = opened();
      const record = leases.get(name) ?? null;
      if (record?.held && !canTake(record, term, evenFrom)) return { taken: false, heldBy: record.held };
      const held = taken(name, record, owner, term);
      leases.set(name, { number: held.number, held });
      return { taken: true, token: { name, number: held.number } };
    },
    async renew(token, { from, until }) {
      const data = opened();
      assertLease(data, token);
      const record = data.leases.get(token.name);
      if (record?.held) data.leases.set(token.name, { ...record, held: { ...record.held, from, until } });
    },
    async release({ name, number }) {
      const { leases } = opened();
      if (leases.get(name)?.number === number) leases.set(name, { number, held: null });
    },
  };
}

/** STORE_LEASE_LOST unless the lease is held under this very number. */
export function assertLease(data: MemoryData, token: LeaseToken): void {
  const record = data.leases.get(token.name);
  if (record === undefined || record.held === null || record.number !== token.number) throw leaseLost(token);
}
