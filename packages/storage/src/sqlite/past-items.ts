import { type EpochMs, type ItemQuery, type NewsItem, storyAsOf } from '@ingest/core';
import { inChunks } from '../shared/chunks.js';
import { itemFilter } from '../shared/item-filter.js';
import { toLimit } from '../shared/limit.js';
import { toItemThen } from '../shared/to-item-then.js';
import type { SqliteClient } from './client.js';
import type { Connection } from './connection.js';
import { pastsOf } from './histories.js';
import { isExact, pastCandidates } from './past-candidates.js';

/** A query of what was known at an instant. */
export type PastQuery = ItemQuery & { readonly asOf: EpochMs };

export function isPast(query: ItemQuery): query is PastQuery {
  return query.asOf !== undefined;
}

/**
 * What was known then, newest first. Which stories may be meant is settled at the beginning, in rows of 8 bytes; what each was
 * then is put together from its history as it is consumed. What is committed meanwhile is later than any instant of the past.
 */
export async function* pastItems(connection: Connection, query: PastQuery): AsyncGenerator<NewsItem> {
  const limit = toLimit(query.limit) ?? Number.POSITIVE_INFINITY;
  if (limit === 0) return;
  const ids = await connection.snapshot('read stories of then', (client) => pastCandidates(client, query));
  const read = itemsOf(query);
  let given = 0;
  for await (const item of inChunks(ids, (chunk) => connection.snapshot('read stories of then', read(chunk)))) {
    yield item;
    given += 1;
    if (given >= limit) return;
  }
}

export async function countPastItems(connection: Connection, { limit: _, ...query }: PastQuery): Promise<number> {
  if (isExact(query))
    return connection.snapshot('count stories of then', (client) => pastCandidates(client, query).length);
  let count = 0;
  for await (const item of pastItems(connection, query)) count += item === undefined ? 0 : 1;
  return count;
}

function itemsOf(query: PastQuery): (ids: readonly number[]) => (client: SqliteClient) => readonly NewsItem[] {
  const holds = itemFilter(query);
  return (ids) => (client) => itemsThen(client, ids, query).flatMap(({ then, item }) => (holds(then) ? item : []));
}

/** The stories of these rows as they are now, with the texts that they had before. */
export function revisedItems(client: SqliteClient, ids: readonly number[]): readonly NewsItem[] {
  const everything = { asOf: Number.MAX_SAFE_INTEGER, withRevisions: true };
  return itemsThen(client, ids, everything).map(({ item }) => item);
}

function itemsThen(client: SqliteClient, ids: readonly number[], query: PastQuery) {
  return pastsOf(client, ids).flatMap((past) => {
    const then = storyAsOf(past, query.asOf);
    return then === null ? [] : [{ then, item: toItemThen(then, query) }];
  });
}
