import assert from 'node:assert/strict';
import {
  type LeaseToken,
  type Store,
  type TransferPage,
  type TransferPart,
  type TransferRows,
  type TransferStore,
  transferParts,
} from '@ingest/core';
import { owner, term } from './build.js';

/** The room of a store that can be copied. */
export function transferOf({ transfer, location }: Store): TransferStore {
  if (transfer === undefined) throw new TypeError(`the store ${location} has no room \`transfer\``);
  return transfer;
}

/** All rows of a part, read in pages of so many. */
export async function rowsOf<Part extends TransferPart>(
  store: Store,
  part: Part,
  limit = 2,
): Promise<TransferRows[Part][]> {
  const rows: unknown[] = [];
  let after: string | null = null;
  do {
    const { page, next }: Awaited<ReturnType<TransferStore['read']>> = await transferOf(store).read(part, after, limit);
    assert.equal(page.part, part);
    assert.ok(page.rows.length <= limit, `a page of ${page.rows.length} rows where ${limit} were asked for`);
    rows.push(...page.rows);
    after = next;
  } while (after !== null);
  return rows as TransferRows[Part][];
}

/** Everything that a store holds, by parts. */
export async function everythingOf(store: Store): Promise<Record<TransferPart, readonly unknown[]>> {
  const parts: [TransferPart, readonly unknown[]][] = [];
  for (const part of transferParts) parts.push([part, await rowsOf(store, part)]);
  return Object.fromEntries(parts) as Record<TransferPart, readonly unknown[]>;
}

export async function takeLease(store: Store): Promise<LeaseToken> {
  const result = await store.leases.take('run', owner(1), term());
  assert.ok(result.taken);
  return result.token;
}

/** Writes all that was read of another store, page by page. */
export async function writeEverything(
  store: Store,
  everything: Readonly<Record<TransferPart, readonly unknown[]>>,
  size = 2,
): Promise<void> {
  const lease = await takeLease(store);
  let written = 0;
  for (const part of transferParts)
    for (let start = 0; start < everything[part].length; start += size) {
      const page = { part, rows: everything[part].slice(start, start + size) } as TransferPage;
      const before = written === 0 ? null : written;
      written += 1;
      assert.equal(await transferOf(store).write(page, { lease, register: 'copy/x', before, after: written }), true);
    }
  await store.registers.change('copy/x', () => ({ after: null, result: null }));
  await store.leases.release(lease);
}
