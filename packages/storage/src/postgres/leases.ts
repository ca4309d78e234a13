import type { HeldLease, LeaseStore, LeaseToken } from '@ingest/core';
import { canTake, type LeaseRecord, leaseLost, taken } from '../shared/lease.js';
import type { Connection } from './connection.js';
import { namedLock } from './locks.js';
import type { Session } from './session.js';
import { inSchema } from './statements.js';

export function leaseRoom(connection: Connection): LeaseStore {
  return {
    take: (name, owner, term, evenFrom) =>
      connection.transaction(
        `take the lease ${name}`,
        [namedLock(connection.schema, 'lease', name)],
        async (session) => {
          const record = await readLease(session, name);
          if (record?.held && !canTake(record, term, evenFrom)) return { taken: false, heldBy: record.held };
          const lease = taken(name, record, owner, term);
          await writeLease(session, lease);
          return { taken: true, token: { name, number: lease.number } };
        },
      ),
    renew: (token, { from, until }) =>
      connection.transaction(`renew the lease ${token.name}`, [], async (session) => {
        const renewed = await session.run(statementsOf(session).renew, [from, until, token.name, token.number]);
        if (renewed === 0) throw leaseLost(token);
      }),
    release: ({ name, number }) =>
      connection.transaction(`release the lease ${name}`, [], async (session) => {
        await session.run(statementsOf(session).release, [name, number]);
      }),
  };
}

/** STORE_LEASE_LOST unless the lease is held under this very number; nobody takes it before the transaction has ended. */
export async function assertLease(session: Session, token: LeaseToken): Promise<void> {
  const [row] = await session.rows<Pick<LeaseRow, 'number' | 'holder'>>(statementsOf(session).hold, [token.name]);
  if (row === undefined || row.holder === null || row.number !== token.number) throw leaseLost(token);
}

interface LeaseRow extends Omit<HeldLease, 'holder'> {
  readonly holder: string | null;
}

async function readLease(session: Session, name: string): Promise<LeaseRecord | null> {
  const [row] = await session.rows<LeaseRow>(statementsOf(session).read, [name]);
  if (row === undefined) return null;
  const { holder } = row;
  return { number: row.number, held: holder === null ? null : { ...row, holder } };
}

async function writeLease(session: Session, lease: HeldLease): Promise<void> {
  const { name, number, holder, bootId, pid, processStart, takenAt, from, until } = lease;
  const values = [name, number, holder, bootId, pid, processStart, takenAt, from, until];
  await session.run(statementsOf(session).write, values);
}

const statementsOf = inSchema((at) => ({
  // Whoever renews it meanwhile waits.
  read: `
    SELECT name, number, holder, boot_id AS "bootId", pid, process_start AS "processStart", taken_at AS "takenAt",
      from_at AS "from", until_at AS "until"
    FROM ${at}leases WHERE name = $1 FOR UPDATE`,
  hold: `SELECT number, holder FROM ${at}leases WHERE name = $1 FOR SHARE`,
  write: `
    INSERT INTO ${at}leases (name, number, holder, boot_id, pid, process_start, taken_at, from_at, until_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
    ON CONFLICT (name) DO UPDATE SET number = excluded.number, holder = excluded.holder, boot_id = excluded.boot_id,
      pid = excluded.pid, process_start = excluded.process_start, taken_at = excluded.taken_at,
      from_at = excluded.from_at, until_at = excluded.until_at`,
  renew: `UPDATE ${at}leases SET from_at = $1, until_at = $2 WHERE name = $3 AND number = $4 AND holder IS NOT NULL`,
  release: `UPDATE ${at}leases SET holder = NULL WHERE name = $1 AND number = $2`,
}));
