import { randomUUID } from 'node:crypto';
import { type EpochMs, IngestError, type LeaseToken } from '@ingest/core';
import { leaseLost } from '../shared/lease.js';
import type { Action } from './action.js';
import { isPassing } from './errors.js';
import { leaseCheck } from './lease-row.js';
import { bodyOf, type Key, keyText, mostBytesOfRows, type Row, rowOf, sorted } from './row.js';
import type { Table } from './table.js';
import type { Write, Writes } from './writes.js';

/**
 * One row counts the commits. Whoever commits says which one it saw last, in the transaction that writes, so that of two who
 * decided on the same state one is refused and decides again.
 */
export interface Head {
  readonly version: number;
  /** Events that were ever stored. */
  readonly events: number;
  /** The last commits that filed new stories, by day: their rows may be seen later than the head. */
  readonly filed: ReadonlyMap<number, number>;
}

/** Of how many days the head says which commit filed there last: of those to which stories may come at one time, and more. */
const mostFiled = 16;

export const headKey: Key = { pk: 'HEAD', sk: 'head' };
/** Of the rows and what stands in them. */
export const schemaVersion = 1;

/**
 * A transaction takes 100 actions and 4 MB: two are the head and the lease, and texts are longer as they are sent. A part of a log
 * is a row, and what was deflated already is not made smaller once more.
 */
const most = { actions: 98, bytes: 2_500_000, partBytes: 340_000 } as const;

/** Makes the row where it is not there yet. */
export async function makeHead(table: Table): Promise<void> {
  const row = { ...headKey, version: 0, events: 0, schema: schemaVersion };
  await table.transact([{ kind: 'put', row, condition: { text: 'attribute_not_exists(pk)' } }]);
}

/** The head, once all that was committed is in its place; null when there is no store in the table. */
export async function readHead(table: Table): Promise<Head | null> {
  for (let before = ''; ; ) {
    const row = await table.get(headKey);
    if (row === null) return null;
    const { version, events, schema, log, applied, filed } = row;
    if (Number(schema) > schemaVersion) throw isNewer(table, Number(schema));
    if (log === undefined)
      return { version: Number(version), events: Number(events), filed: new Map(JSON.parse(String(filed ?? '[]'))) };
    // Somebody applies it, we or another: it is never twice at one place.
    if (before === `${log} ${applied}`) throw logIsGone(table, String(log));
    before = `${log} ${applied}`;
    await applyLog(table, row);
  }
}

/**
 * Writes everything or nothing. False, and nothing written, when somebody committed since `head` was read. STORE_LEASE_LOST
 * when the lease is another's.
 *
 * What is more than one transaction takes is written down as a log first; the transaction that moves the head names the log, and
 * whoever reads the head next finishes what is left of it. Each part of a log is applied once, because the head counts them.
 */
export async function commit(
  table: Table,
  { version, filed }: Head,
  writes: Writes,
  { lease, at }: { readonly lease: LeaseToken | null; readonly at: EpochMs },
): Promise<boolean> {
  await table.putAll(writes.hints);
  const { all, events } = writes;
  const isOne = all.length <= most.actions && bytesOf(all) <= most.bytes;
  // Of one transaction the service checks it.
  if (!isOne && !(await holds(table, all))) return false;
  const log = isOne ? null : await writeLog(table, all, at);
  const named = log === null ? '' : ', #log = :log, #parts = :parts, #applied = :none';
  const refused = await table.transact([
    {
      kind: 'update',
      key: headKey,
      update: `SET #version = :next, #events = #events + :events, #filed = :filed${named}`,
      condition: {
        text: '#version = :version AND attribute_not_exists(#log)',
        values: {
          version,
          next: version + 1,
          events,
          filed: JSON.stringify(filedAfter(filed, writes.filedDays, version + 1)),
          ...(log && { log: log.id, parts: log.parts, none: 0 }),
        },
      },
    },
    ...(lease === null ? [] : [leaseCheck(lease)]),
    ...(log === null ? all.map((write) => toAction(write)) : []),
  ]);
  if (lease !== null && refused.has(1)) throw leaseLost(lease);
  if (refused.size > 0) return false;
  await finish(table, log, writes.stale).catch((thrown: unknown) => {
    // It is committed: what is left to do, whoever comes next does, and a stale hint is asked back.
    if (!isPassing(thrown)) throw thrown;
  });
  return true;
}

/** Logs of commits that never came to be, written before an instant. */
export async function oldLogs(table: Table, before: EpochMs): Promise<readonly Key[]> {
  const head = await table.get(headKey);
  const rows = await table.queryAll('LOG');
  return rows.filter(({ id, at }) => Number(at) < before && id !== head?.log);
}

function filedAfter(
  before: Head['filed'],
  days: ReadonlySet<number>,
  version: number,
): readonly (readonly [day: number, version: number])[] {
  const after = new Map([...before, ...[...days].map((day) => [day, version] as const)]);
  return [...after].sort(([, left], [, right]) => right - left).slice(0, mostFiled);
}

/** Whether each row that is replaced is the one that was read, and none of them is in the hands of another transaction. */
async function holds(table: Table, all: readonly Write[]): Promise<boolean> {
  const checked = all.flatMap((write) => (write.kind === 'put' && write.replaces !== undefined ? [write] : []));
  // What is there is about as large as what comes in its place: it is read in as many transactions as would write that.
  const parts = partsOf(checked, most.bytes);
  const rows = await table.getSettled(parts.map((part) => part.map(({ row }) => row)));
  return checked.every(({ row, replaces }) => {
    const there = rows.get(keyText(row));
    return replaces === null ? there === undefined : there?.version === replaces;
  });
}

async function finish(table: Table, log: { readonly id: string } | null, stale: readonly Key[]): Promise<void> {
  if (log !== null) await readHead(table);
  await table.deleteAll(stale);
}

async function writeLog(table: Table, writes: readonly Write[], at: EpochMs): Promise<{ id: string; parts: number }> {
  const id = randomUUID();
  const parts = partsOf(writes, most.partBytes);
  await table.putAll(parts.map((part, index) => rowOf(partKey(id, index), part, { id, at }, mostBytesOfRows)));
  return { id, parts: parts.length };
}

function isNewer({ name }: Table, schema: number): IngestError {
  return new IngestError(
    'STORE_SCHEMA',
    `the table ${name} holds a store of version ${schema}, and this program knows ${schemaVersion}`,
    { hint: 'update this program: a newer one has written here' },
  );
}

function logIsGone({ name }: Table, log: string): IngestError {
  return new IngestError('STORE_CORRUPT', `the log ${log} of a commit is gone from the table ${name}`, {
    hint: 'something removed rows of the table: restore it from a backup',
  });
}

function partKey(id: string, index: number): Key {
  return { pk: 'LOG', sk: `${id}#${sorted(index)}` };
}

/** Applies what is left of the log that the head names. Somebody else may do the same at the same time. */
async function applyLog(table: Table, head: Row): Promise<void> {
  const [id, parts] = [String(head.log), Number(head.parts)];
  for (let index = Number(head.applied); index < parts; index += 1) {
    const row = await table.get(partKey(id, index));
    // Whoever was faster has removed it already.
    if (row === null) return;
    const isLast = index === parts - 1;
    const refused = await table.transact([
      {
        kind: 'update',
        key: headKey,
        update: isLast ? 'REMOVE #log, #parts, #applied' : 'SET #applied = :next',
        condition: {
          text: '#log = :log AND #applied = :index',
          values: { log: id, index, ...(!isLast && { next: index + 1 }) },
        },
      },
      // They were checked when the head moved: what is left is to write them.
      ...bodyOf<readonly Write[]>(row).map((write) => toAction(write, false)),
    ]);
    if (refused.size > 0) return;
  }
  await table.deleteAll(Array.from({ length: parts }, (_, index) => partKey(id, index)));
}

function partsOf<One extends Write>(writes: readonly One[], mostBytes: number): One[][] {
  const parts: One[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const write of writes) {
    const own = bytesOf([write]);
    const last = parts.at(-1);
    if (last === undefined || last.length === most.actions || bytes + own > mostBytes) {
      parts.push([write]);
      bytes = own;
    } else {
      last.push(write);
      bytes += own;
    }
  }
  return parts;
}

function bytesOf(writes: readonly Write[]): number {
  return Buffer.byteLength(JSON.stringify(writes));
}

function toAction(write: Write, isChecked = true): Action {
  if (write.kind !== 'put') return write;
  const { row, replaces } = write;
  if (!isChecked || replaces === undefined) return { kind: 'put', row };
  const condition =
    replaces === null
      ? { text: 'attribute_not_exists(pk)' }
      : { text: '#version = :version', values: { version: replaces } };
  return { kind: 'put', row, condition };
}
