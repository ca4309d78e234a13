import { createHash } from 'node:crypto';

/** What processes take turns at. */
export type Turn = 'migration' | 'day' | 'register' | 'lease' | 'incidents';

/** One advisory lock: two numbers of 32 bits, as Postgres counts them. */
export type AdvisoryLock = readonly [kind: number, what: number];

/** Days of a schema in their order, so that no two processes wait for each other. */
export function dayLocks(schema: string, days: Iterable<number>): readonly AdvisoryLock[] {
  const kind = numberOf(`${schema}/day`);
  return [...new Set(days)].sort((left, right) => left - right).map((day) => [kind, day]);
}

/** The turn of one thing that has a name. */
export function namedLock(schema: string, turn: Exclude<Turn, 'day'>, name = ''): AdvisoryLock {
  return [numberOf(`${schema}/${turn}`), numberOf(name)];
}

/** One statement that waits for locks one after the other; they last until the end of the transaction. */
export function takingLocks(locks: readonly AdvisoryLock[]): string {
  if (locks.length === 0) return '';
  const rows = locks.map(([kind, what]) => `(${kind}, ${what})`).join();
  return `SELECT pg_advisory_xact_lock(kind, what) FROM (VALUES ${rows}) AS locks(kind, what);`;
}

/** Other programs lock in the same database: a hash keeps out of their way. */
function numberOf(name: string): number {
  return createHash('sha256').update(`ingest/${name}`).digest().readInt32BE(0);
}
