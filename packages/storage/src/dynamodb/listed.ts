import type { EpochMs, ItemQuery, StoryKey } from '@ingest/core';
import { fromInstantText, instantText, type Row } from './row.js';
import { dayText, listOf } from './story.js';
import type { Range, Table } from './table.js';

/** A place where a story is listed: one of them is the time that it shows. */
export interface Listed {
  readonly at: EpochMs;
  readonly storyKey: StoryKey;
}

type ListQuery = Pick<ItemQuery, 'tickers' | 'sources' | 'since' | 'until'>;

export function keyOfListed({ sk }: Row): StoryKey {
  return sk.slice(sk.indexOf('#') + 1) as StoryKey;
}

/** All places of the stories that may be meant, newest first by `(at, storyKey)`, each once. */
export async function listedFor(table: Table, query: ListQuery): Promise<readonly Listed[]> {
  const all: Listed[] = [];
  for await (const listed of placesFor(table, query)) all.push(listed);
  return all;
}

/** As {@link listedFor}, read as they are consumed: of each list so many at first, and then more and more. */
export async function* placesFor(
  table: Table,
  { tickers, sources, since, until }: ListQuery,
  atFirst?: number,
): AsyncGenerator<Listed> {
  const backwards = { isBackwards: true, ...(atFirst !== undefined && { atFirst }) };
  const from = since !== undefined && { from: instantText(since) };
  const range: Range = { ...backwards, ...from, ...(until !== undefined && { before: instantText(until) }) };
  const lists = tickers?.map(listOf.ticker) ?? sources?.map(listOf.source);
  const rows =
    lists === undefined ? rowsOfDays(table, range, since) : newestOf(lists.map((list) => table.query(list, range)));
  for await (const row of rows) yield { at: fromInstantText(row.sk), storyKey: keyOfListed(row) };
}

async function* rowsOfDays(table: Table, range: Range, since: EpochMs | undefined): AsyncGenerator<Row> {
  const days = { ...range, ...(since !== undefined && { from: dayText(since) }) };
  for await (const { sk: day } of table.query('DAYS', days)) yield* table.query(listOf.day(day), range);
}

/** Rows that each come newest first, together so, and each once. */
async function* newestOf(lists: readonly AsyncGenerator<Row>[]): AsyncGenerator<Row> {
  const heads = await Promise.all(lists.map((list) => list.next()));
  for (let last = ''; ; ) {
    const newest = heads.reduce<Row | null>(
      (row, { done, value }) => (done || (row && row.sk >= value.sk) ? row : value),
      null,
    );
    if (newest === null) return;
    const at = heads.findIndex(({ value }) => value === newest);
    if (newest.sk !== last) yield newest;
    last = newest.sk;
    heads[at] = (await lists[at]?.next()) as IteratorResult<Row>;
  }
}
