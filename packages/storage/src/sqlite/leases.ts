import type { HeldLease, LeaseStore, LeaseToken } from '@ingest/core';
import { canTake, type LeaseRecord, leaseLost, taken } from '../shared/lease.js';
import { preparedOnce, type SqliteClient } from './client.js';
import type { Connection } from './connection.js';

export function leaseRoom(connection: Connection): LeaseStore {
  return {
    take: (name, owner, term, evenFrom) =>
      connection.transaction(`take the lease ${name}`, (client) => {
        const record = readLease(client, name);
        if (record?.held && !canTake(record, term, evenFrom)) return { taken: false, heldBy: record.held };
        const lease = taken(name, record, owner, term);
        writeLease(client, lease);
        return { taken: true, token: { name, number: lease.number } };
      }),
    renew: (token, { from, until }) =>
      connection.step(`renew the lease ${token.name}`, (client) => {
        const { changes } = statementsOf(client).renew.run(from, until, token.name, token.number);
        if (changes === 0) throw leaseLost(token);
      }),
    release: ({ name, number }) =>
      connection.step(`release the lease ${name}`, (client) => {
        statementsOf(client).release.run(name, number);
      }),
  };
}

/** STORE_LEASE_LOST unless the lease is held under this very number; inside a transaction it stays so until the end. */
export function assertLease(client: SqliteClient, token: LeaseToken): void {
  const record = readLease(client, token.name);
  if (record === null || record.held === null || record.number !== token.number) throw leaseLost(token);
}

interface LeaseRow extends Omit<HeldLease, 'holder'> {
  readonly holder: string | null;
}

function readLease(client: SqliteClient, name: string): LeaseRecord | null {
  const row = statementsOf(client).read.get(name) as LeaseRow | undefined;
  if (row === undefined) return null;
  const { holder } = row;
  return { number: row.number, held: holder === null ? null : { ...row, holder } };
}

function writeLease(client: SqliteClient, lease: HeldLease): void {
  const { name, number, holder, bootId, pid, processStart, takenAt, from, until } = lease;
  statementsOf(client).write.run(name, number, holder, bootId, pid, processStart, takenAt, from, until);
}

const statementsOf = preparedOnce((client) => ({
  read: client.prepare(`
    SELECT name, number, holder, boot_id AS bootId, pid, process_start AS processStart, taken_at AS takenAt,
      from_at AS "from", until_at AS "until"
    FROM leases WHERE name = ?`),
  write: client.prepare(`
    INSERT OR REPLACE INTO leases (name, number, holder, boot_id, pid, process_start, taken_at, from_at, until_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`),
  renew: client.prepare(
    'UPDATE leases SET from_at = ?, until_at = ? WHERE name = ? AND number = ? AND holder IS NOT NULL',
  ),
  release: client.prepare('UPDATE leases SET holder = NULL WHERE name = ? AND number = ?'),
}));
