import { compareText, type EpochMs, type ItemQuery, type StoryKey } from '@ingest/core';
import { fromInstantText, instantText, type Row } from './row.js';
import { dayText, listOf } from './story.js';
import type { Range, Table } from './table.js';

/** A place where a story is listed: one of them is the time that it shows. */
export interface Listed {
  readonly at: EpochMs;
  readonly storyKey: StoryKey;
}

export function keyOfListed({ sk }: Row): StoryKey {
  return sk.slice(sk.indexOf('#') + 1) as StoryKey;
}

/** All places of the stories that may be meant, newest first by `(at, storyKey)`, each once. */
export async function listedFor(
  table: Table,
  { tickers, sources, since, until }: Pick<ItemQuery, 'tickers' | 'sources' | 'since' | 'until'>,
): Promise<readonly Listed[]> {
  const range = {
    ...(since !== undefined && { from: instantText(since) }),
    ...(until !== undefined && { before: instantText(until) }),
  };
  const lists =
    tickers?.map(listOf.ticker) ?? sources?.map(listOf.source) ?? (await listsOfDays(table, { since, until }));
  const found = new Map<string, Listed>();
  for (const list of lists)
    for (const row of await table.queryAll(list, range))
      found.set(row.sk, { at: fromInstantText(row.sk), storyKey: keyOfListed(row) });
  return [...found.values()].sort((left, right) => right.at - left.at || compareText(right.storyKey, left.storyKey));
}

async function listsOfDays(
  table: Table,
  { since, until }: { since: EpochMs | undefined; until: EpochMs | undefined },
): Promise<readonly string[]> {
  const range: Range = {
    ...(since !== undefined && { from: dayText(since) }),
    ...(until !== undefined && { before: instantText(until) }),
  };
  return (await table.queryAll('DAYS', range)).map(({ sk }) => listOf.day(sk));
}

/**
 * Where in the order each story is given: at the time that it shows, and where it is not listed there (it changed after the lists
 * were read) at the last one of its places.
 */
export function placesOf(listed: readonly Listed[]): (storyKey: StoryKey, shownAt: EpochMs) => EpochMs | undefined {
  const places = new Map<StoryKey, EpochMs[]>();
  for (const { at, storyKey } of listed) {
    const known = places.get(storyKey);
    if (known === undefined) places.set(storyKey, [at]);
    else known.push(at);
  }
  return (storyKey, shownAt) => {
    const known = places.get(storyKey) ?? [];
    return known.includes(shownAt) ? shownAt : known.at(-1);
  };
}
