import {
  type Cursor,
  DAY_MS,
  HOUR_MS,
  type PageRequest,
  type Source,
  type SourcePage,
  utcDate,
  type Window,
} from '@ingest/core';
import { sourceFacts } from '../facts.js';
import { fetchList } from '../fetch-list.js';
import { readSourceOptions, type SourceOptions } from '../source-options.js';
import { daysOf, windowOf } from '../whole-days.js';
import { tickersOfUrl, toTiingoSymbol } from './symbol.js';
import { toCandidates, toItem } from './to-candidates.js';

export type TiingoSourceOptions = SourceOptions;

/** Tiingo allows 1000; a hundred is what one commit takes. */
const pageSize = 100;

const hints = {
  AUTH_FAILED: `Check ${sourceFacts.tiingo.keyVariable}: the token is shown at https://www.tiingo.com/account/api/token.`,
  FORBIDDEN:
    'This is no outage: Tiingo sells its News API as a separate entitlement. Add it to the plan, or put another source first.',
} as const;

/** Tiingo's news (https://www.tiingo.com/documentation/news): one list for up to 50 tickers, newest first. */
export function createTiingoSource(options: TiingoSourceOptions = {}): Source {
  const settings = readSourceOptions(sourceFacts.tiingo, options);
  const { name, baseUrl, credential, timeoutMs, quota } = settings;
  return {
    name,
    capabilities: { maxTickersPerRequest: 50, paging: 'list', overlapMs: HOUR_MS, articlesPerRequest: pageSize },
    credential,
    timeoutMs,
    quota,
    replay: { baseUrl, tickersOf: tickersOfUrl, emptyBody: '[]' },
    readItem: (raw) => toItem(raw, 'range'),
    async fetchPage(request, context): Promise<SourcePage> {
      const offset = toOffset(request.cursor);
      const url = new URL(`${baseUrl}/tiingo/news?${toQuery(request, offset)}`);
      const authorize = (key: string) => ({ headers: { authorization: `Token ${key}` } });
      const items = await fetchList(settings, { url, authorize, hints }, context);
      return {
        items: toCandidates(items, request.reading),
        // By as many as came, not as many as were asked for: a page may be cut without notice.
        next: items.length === 0 ? null : offset + items.length,
        asked: askedBy(request),
      };
    },
  };
}

/** Fresh news needs no dates: they are about publication, and what a slow crawl found late would fall out of them. */
function toQuery({ tickers, reading, window }: PageRequest, offset: number): URLSearchParams {
  const isFresh = reading === 'fresh';
  return new URLSearchParams({
    tickers: tickers.map(toTiingoSymbol).join(','),
    limit: String(pageSize),
    offset: String(offset),
    sortBy: isFresh ? 'crawlDate' : 'publishedDate',
    ...(!isFresh && window !== null && toDates(window)),
  });
}

/** Whether `endDate` takes in its own day is not documented, so the day after is named; core drops what is too new. */
function toDates({ from, to }: Window): { readonly startDate: string; readonly endDate: string } {
  return { startDate: utcDate(from), endDate: utcDate(to + DAY_MS) };
}

function askedBy({ reading, window }: PageRequest): Window | null {
  return reading === 'fresh' || window === null ? null : windowOf(daysOf(window));
}

/** Anything but an offset, such as a cursor of an older version, means to begin again. */
function toOffset(cursor: Cursor | null): number {
  return typeof cursor === 'number' && Number.isSafeInteger(cursor) && cursor > 0 ? cursor : 0;
}
