import { type EpochMs, escapeForTerminal } from '@ingest/core';
import type { FleetStatus } from '../status/status.js';
import type { Paint } from './paint.js';
import { ago, count } from './time.js';

/** The fleet in one line, and one for each worker that is lost. */
export function fleetWords(fleet: FleetStatus | null, now: EpochMs, paint: Paint): string[] {
  if (fleet === null) return [];
  const { workers, run } = fleet;
  const [lost, there] = [workers.filter((worker) => worker.isLost), workers.filter((worker) => !worker.isLost)];
  const sign = there.length === 0 ? paint.failed() : lost.length > 0 ? paint.attention() : paint.ok();
  const busy = there.filter(({ busyWith }) => busyWith.length > 0).length;
  const jobs = run === null ? '' : `, ${run.ended} of ${count(run.jobs, 'job', 'jobs')} of the last run done`;
  return [
    `${sign} ${count(there.length, 'worker', 'workers')}, ${busy} busy${jobs}`,
    ...lost.map(({ name, seenAt }) => paint.dim(`  ${escapeForTerminal(name)} is lost, seen last ${ago(seenAt, now)}`)),
  ];
}
