import {
  type Cursor,
  type EpochMs,
  type PageRequest,
  type Source,
  type SourceItem,
  type SourcePage,
  toIso,
  type Window,
} from '@ingest/core';
import { sourceFacts } from '../facts.js';
import { fetchWithKey } from '../fetch-with-key.js';
import { windowSince } from '../open-window.js';
import { unreadBehind } from '../reach.js';
import { readSourceOptions, type SourceOptions } from '../source-options.js';
import { limitsOf, verdictOf } from './limits.js';
import { isMarketauxReply, type MarketauxReply, reachOf } from './response.js';
import { tickersOfUrl, toSymbols } from './symbol.js';
import { toItem } from './to-candidates.js';

export type MarketauxSourceOptions = SourceOptions;

/** More than any plan gives: a reply is as long as its plan allows. */
const pageSize = 100;
/** What the free plan gives in a request (recorded reply). */
const articlesPerRequest = 3;
/** No list is given further than this. */
const longestList = 20_000;

const hints = {
  AUTH_FAILED: `Check ${sourceFacts.marketaux.keyVariable}: the token is shown at https://www.marketaux.com/account/dashboard.`,
  FORBIDDEN: 'This is no outage: the plan does not cover this. See https://www.marketaux.com/pricing.',
} as const;

/**
 * Marketaux's news (https://www.marketaux.com/documentation): one list for several tickers, in English, newest first, with a score for
 * each company that an article names. The key goes along in the query: it is taken nowhere else.
 */
export function createMarketauxSource(options: MarketauxSourceOptions = {}): Source {
  const settings = readSourceOptions(sourceFacts.marketaux, options);
  const { name, baseUrl, credential, timeoutMs, quota } = settings;
  return {
    name,
    capabilities: { maxTickersPerRequest: 50, paging: 'list', articlesPerRequest },
    credential,
    timeoutMs,
    quota,
    replay: {
      baseUrl,
      tickersOf: tickersOfUrl,
      emptyBody: '{"meta":{"found":0,"returned":0,"limit":3,"page":1},"data":[]}',
    },
    readItem: toItem,
    async fetchPage(request, context): Promise<SourcePage> {
      const asked = askedBy(request, context.now);
      const page = toPage(request.cursor);
      const url = new URL(`${baseUrl}/news/all?${toQuery(request, asked, page)}`);
      const authorize = (key: string) => ({ parameters: { api_token: key } });
      const accepts = isMarketauxReply;
      const sent = { url, authorize, hints, verdictOf, limitsOf, accepts };
      const reply = await fetchWithKey(settings, sent, context);
      const items = reply.data.map(toItem);
      return { items, asked, ...restOf(reply, items, page, request.window) };
    },
  };
}

/** Articles that are alike are not to be hidden: which of them are one story is decided here. */
function toQuery({ tickers, reading }: PageRequest, asked: Window | null, page: number): URLSearchParams {
  return new URLSearchParams({
    symbols: toSymbols(tickers),
    language: 'en',
    group_similar: 'false',
    ...(asked !== null && { published_after: toSecond(asked.from) }),
    ...(asked !== null && reading === 'range' && { published_before: toSecond(asked.to) }),
    limit: String(pageSize),
    page: String(page),
  });
}

/** Whether the bounds themselves are taken in is not documented, so a second more is named on either side. */
function askedBy({ reading, window }: PageRequest, now: EpochMs): Window | null {
  if (window === null) return null;
  const from = (Math.floor(window.from / 1000) - 1) * 1000;
  return reading === 'fresh' ? windowSince(from, now) : { from, to: (Math.ceil(window.to / 1000) + 1) * 1000 };
}

/** A page behind the end of the list is empty; one behind the longest list is refused, so that what is left is told instead. */
function restOf(
  reply: MarketauxReply,
  items: readonly SourceItem[],
  page: number,
  window: Window | null,
): Pick<SourcePage, 'next' | 'unread'> {
  const reach = reachOf(reply);
  if (items.length === 0 || (reach !== null && reach.read >= reach.found)) return { next: null };
  if (reach === null || reach.read < longestList) return { next: page + 1 };
  const unread = unreadBehind(items, window);
  return { next: null, ...(unread !== null && { unread }) };
}

/** `2026-06-03T14:00:00` */
function toSecond(at: EpochMs): string {
  return toIso(at).slice(0, 19);
}

/** Anything but the number of a page, such as a cursor of an older version, means to begin again. */
function toPage(cursor: Cursor | null): number {
  return typeof cursor === 'number' && Number.isSafeInteger(cursor) && cursor > 0 ? cursor : 1;
}
