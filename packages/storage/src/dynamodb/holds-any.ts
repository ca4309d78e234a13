import type { EpochMs, Ticker } from '@ingest/core';
import { inChunks } from '../shared/chunks.js';
import { keyOfListed } from './listed.js';
import { instantText } from './row.js';
import { listOf, readStories } from './story.js';
import type { Table } from './table.js';

/** A story stands in the list of a ticker at the time of each of its articles: the window finds it there. */
export async function holdsAny(
  table: Table,
  source: string,
  tickers: readonly Ticker[],
  { from, to }: { readonly from: EpochMs; readonly to: EpochMs },
): Promise<boolean> {
  for (const ticker of tickers) {
    const rows = await table.queryAll(listOf.ticker(ticker), { from: instantText(from), before: instantText(to + 1) });
    const keys = rows.map(keyOfListed);
    const stories = inChunks(keys, async (chunk) => [...(await readStories(table, chunk)).values()]);
    for await (const { story } of stories)
      if (
        story.articles.some(
          (article) =>
            article.source === source &&
            article.publishedAt >= from &&
            article.publishedAt <= to &&
            article.tickers.includes(ticker),
        )
      )
        return true;
  }
  return false;
}
