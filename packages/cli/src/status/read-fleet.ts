import { type EpochMs, type RegisterStore, readShares, runLease, toIso } from '@ingest/core';
import { isLost, readWorkers } from '../worker/presence.js';
import type { FleetStatus } from './status.js';

/** How the fleet of `ingest worker` stands; null where no worker has told of itself. */
export async function readFleet(registers: RegisterStore, now: EpochMs): Promise<FleetStatus | null> {
  const workers = await readWorkers(registers);
  if (workers.length === 0) return null;
  const shares = await readShares(registers, runLease, now);
  return {
    workers: workers.map((worker) => ({
      name: worker.name,
      startedAt: toIso(worker.startedAt),
      seenAt: toIso(worker.seenAt),
      jobs: worker.jobs,
      busyWith: worker.busyWith,
      isLost: isLost(worker, now),
    })),
    run:
      shares === null
        ? null
        : { slot: toIso(shares.slot), jobs: shares.count, ended: Object.keys(shares.ended).length },
  };
}
