import type { IngestEvent } from '@ingest/core';
import { count } from './time.js';

/** What a back-fill is going to read and to take, for people. */
export function estimateLines(started: IngestEvent & { readonly type: 'backfill:started' }): string[] {
  const { source, tickers, from, to, isResumed, requests, articlesPerTickerDay, allowed } = started;
  const what = `${isResumed ? 'Going on with the back-fill' : 'Back-fill'} ${from.slice(0, 10)} to ${to.slice(0, 10)}`;
  const isLeast = articlesPerTickerDay === null;
  const ground = isLeast
    ? 'the store holds too few articles to tell more'
    : `${articlesPerTickerDay.toFixed(1)} articles a ticker a day in the store`;
  const need = `${isLeast ? 'at least' : 'about'} ${count(requests, 'request', 'requests')} to ${source}`;
  const line = `${what}, ${count(tickers.length, 'ticker', 'tickers')}: ${need} (${ground})`;
  if (allowed === null) return [line];
  const { window, limit } = allowed;
  return [line, `  the plan leaves ${limit} per ${window} to a back-fill: the same command goes on where it stopped`];
}
