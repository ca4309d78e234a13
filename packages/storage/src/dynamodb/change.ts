import type { LeaseToken } from '@ingest/core';
import type { Connection } from './connection.js';
import { Unsettled } from './errors.js';
import { commit, type Head } from './head.js';
import type { Table } from './table.js';
import { inTurn } from './turn.js';
import type { Writes } from './writes.js';

/** What a step came to, and what it writes. */
export interface Decided<Result> {
  readonly writes: Writes;
  readonly result: Result;
}

/**
 * One atomic, durable step: reads, decides and writes on one state of the store, and begins anew when somebody was faster. The
 * step keeps nothing of what it did before. Nothing is written where there is nothing to write.
 */
export function change<Result>(
  connection: Connection,
  attempted: string,
  step: (table: Table, head: Head) => Promise<Decided<Result>>,
  lease: LeaseToken | null = null,
): Promise<Result> {
  return connection.run(attempted, (table) =>
    inTurn(`${connection.location} head`, async () => {
      for (const pause of connection.pauses()) {
        const head = await connection.headOf(table);
        const decided = await step(table, head).catch(unlessUnsettled);
        if (decided !== null) {
          const { writes, result } = decided;
          if (writes.isEmpty && lease === null) return result;
          if (await commit(table, head, writes, { lease, at: connection.now() })) return result;
        }
        await pause();
      }
      throw connection.overtaken();
    }),
  );
}

function unlessUnsettled(thrown: unknown): null {
  if (thrown instanceof Unsettled) return null;
  throw thrown;
}
