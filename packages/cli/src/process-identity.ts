import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import type { LeaseOwner, ProcessIdentity } from '@ingest/core';

/** Who this process is, in words and in a form by which another process of this machine can tell whether it still runs. */
export function processIdentity(): ProcessIdentity {
  const bootId = bootAndNamespace();
  const owner: LeaseOwner = {
    holder: `ingest (pid ${process.pid}) on ${hostname()}`,
    bootId,
    pid: process.pid,
    processStart: startOf(process.pid) ?? '',
  };
  return {
    owner,
    isGone: (other) => bootId !== '' && other.bootId === bootId && hasEnded(other),
  };
}

/** A process that may only be hidden from us (another user's, under `hidepid`) has not ended. */
function hasEnded({ pid, processStart }: LeaseOwner): boolean {
  const start = startOf(pid);
  if (start !== null) return start !== processStart;
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

/** The boot of the machine and the namespace of process ids: two containers of one machine do not see each other's. */
function bootAndNamespace(): string {
  const boot = readOwn('/proc/sys/kernel/random/boot_id');
  if (boot === null) return '';
  try {
    return `${boot} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return '';
  }
}

/** When a process started, in clock ticks since the boot; null when there is no such process. Field 22 of proc(5) stat. */
function startOf(pid: number): string | null {
  const stat = readOwn(`/proc/${pid}/stat`);
  // The command's name, in brackets, may itself hold blanks and brackets: count from behind the last one.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

function readOwn(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return null;
  }
}
