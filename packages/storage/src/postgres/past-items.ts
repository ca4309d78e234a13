import { type EpochMs, type ItemQuery, type NewsItem, storyAsOf } from '@ingest/core';
import { inChunks } from '../shared/chunks.js';
import { itemFilter } from '../shared/item-filter.js';
import { toLimit } from '../shared/limit.js';
import { toItemThen } from '../shared/to-item-then.js';
import type { Connection } from './connection.js';
import { pastsOf } from './histories.js';
import { isExact, pastCandidates } from './past-candidates.js';
import type { Session } from './session.js';

/** A query of what was known at an instant. */
export type PastQuery = ItemQuery & { readonly asOf: EpochMs };

export function isPast(query: ItemQuery): query is PastQuery {
  return query.asOf !== undefined;
}

/**
 * What was known then, newest first. Which stories may be meant is settled at the beginning, by their numbers; what each was
 * then is put together from its history as it is consumed. What is committed meanwhile is later than any instant of the past.
 */
export async function* pastItems(connection: Connection, query: PastQuery): AsyncGenerator<NewsItem> {
  const limit = toLimit(query.limit) ?? Number.POSITIVE_INFINITY;
  if (limit === 0) return;
  const holds = itemFilter(query);
  const ids = await connection.snapshot('read stories of then', (session) => pastCandidates(session, query));
  const read = (chunk: readonly number[]) =>
    connection.snapshot('read stories of then', (session) => itemsThen(session, chunk, query));
  let given = 0;
  for await (const { then, item } of inChunks(ids, read)) {
    if (!holds(then)) continue;
    yield item;
    given += 1;
    if (given >= limit) return;
  }
}

export async function countPastItems(connection: Connection, { limit: _, ...query }: PastQuery): Promise<number> {
  if (isExact(query)) {
    const ids = await connection.snapshot('count stories of then', (session) => pastCandidates(session, query));
    return ids.length;
  }
  let count = 0;
  for await (const item of pastItems(connection, query)) count += item === undefined ? 0 : 1;
  return count;
}

/** The stories of these rows as they are now, with the texts that they had before. */
export async function revisedItems(session: Session, ids: readonly number[]): Promise<readonly NewsItem[]> {
  const everything = { asOf: Number.MAX_SAFE_INTEGER, withRevisions: true };
  return (await itemsThen(session, ids, everything)).map(({ item }) => item);
}

async function itemsThen(session: Session, ids: readonly number[], query: PastQuery) {
  return (await pastsOf(session, ids)).flatMap((past) => {
    const then = storyAsOf(past, query.asOf);
    return then === null ? [] : [{ then, item: toItemThen(then, query) }];
  });
}
