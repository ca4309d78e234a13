import {
  type Json,
  nothingCounted,
  type TransferPage,
  type TransferPart,
  type TransferStore,
  transferParts,
  withPage,
} from '@ingest/core';
import { isNext } from '../shared/transfer.js';
import { change } from './change.js';
import type { Connection } from './connection.js';
import { registerKey, registerRow } from './registers.js';
import { bodyOf } from './row.js';
import { type PartRows, partReaders } from './transfer-rows.js';
import { movedWrites } from './transfer-writes.js';
import { Writes } from './writes.js';

/** How many rows are counted at once. */
const rowsAtOnce = 500;

export function transferRoom(connection: Connection): TransferStore {
  let begun: { readonly part: TransferPart; readonly all: PartRows<unknown> } | null = null;
  return {
    counts: () =>
      connection.snapshot('count everything', async (table) => {
        let counts = nothingCounted;
        for (const part of transferParts) {
          const all = await partReaders[part](table);
          for (let start = 0; start < all.count; start += rowsAtOnce)
            counts = withPage(counts, await pageOf(part, all, start, start + rowsAtOnce));
        }
        return counts;
      }),
    read: (part, after, limit) =>
      connection.snapshot(`read ${part} to be copied`, async (table) => {
        // In which order they are is found out once: whoever goes on behind a place has kept others from writing.
        const all = after !== null && begun?.part === part ? begun.all : await partReaders[part](table);
        begun = { part, all };
        const [start, end] = [Number(after ?? 0), Number(after ?? 0) + limit];
        return { page: await pageOf(part, all, start, end), next: end < all.count ? String(end) : null };
      }),
    write: (page, step) =>
      change(
        connection,
        `write ${page.part} that are copied`,
        async (table, head) => {
          const row = await table.get(registerKey(step.register));
          if (!isNext(row && bodyOf<Json>(row), step)) return { writes: new Writes(), result: false };
          const { keptMs } = connection;
          const writes = await movedWrites(table, page, { version: head.version + 1, keptMs });
          if (step.after === null) writes.delete(registerKey(step.register));
          else writes.put(registerRow(step.register, step.after), row && String(row.version));
          return { writes, result: true };
        },
        step.lease,
      ),
  };
}

async function pageOf(part: TransferPart, all: PartRows<unknown>, start: number, end: number): Promise<TransferPage> {
  return { part, rows: await all.between(start, end) } as TransferPage;
}
