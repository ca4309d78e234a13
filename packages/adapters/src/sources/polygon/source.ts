import {
  type EpochMs,
  type PageRequest,
  type Source,
  type SourcePage,
  type Ticker,
  toIso,
  toTicker,
  type Window,
} from '@ingest/core';
import { sourceFacts } from '../facts.js';
import { fetchWithKey } from '../fetch-with-key.js';
import { isShare } from '../fields.js';
import { onlyTicker } from '../only-ticker.js';
import { windowSince } from '../open-window.js';
import { unreadBehind } from '../reach.js';
import { readSourceOptions, type SourceOptions } from '../source-options.js';
import { fromCursor, tickerOfCursor, toCursor } from './cursor.js';
import { isPolygonReply } from './response.js';
import { toItem } from './to-candidates.js';

export type PolygonSourceOptions = SourceOptions;

/** Polygon allows 1000; with the reasons of its labels half of them stay well below the largest body that is read. */
const pageSize = 500;

const hints = {
  AUTH_FAILED: `Check ${sourceFacts.polygon.keyVariable}: the key is shown at https://polygon.io/dashboard/keys.`,
  FORBIDDEN: 'This is no outage: the plan does not cover this. See https://polygon.io/pricing.',
} as const;

/**
 * Polygon's reference news (https://polygon.io/docs/stocks/get_v2_reference_news; the company is called Massive now): one ticker a
 * request, newest first, with a label for each ticker of an article.
 */
export function createPolygonSource(options: PolygonSourceOptions = {}): Source {
  const settings = readSourceOptions(sourceFacts.polygon, options);
  const { name, baseUrl, credential, timeoutMs, quota } = settings;
  return {
    name,
    capabilities: { maxTickersPerRequest: 1, paging: 'list', articlesPerRequest: pageSize },
    credential,
    timeoutMs,
    quota,
    replay: { baseUrl, tickersOf: tickersOfUrl, emptyBody: '{"results":[],"status":"OK","count":0}' },
    readItem: toItem,
    async fetchPage(request, context): Promise<SourcePage> {
      const asked = askedBy(request, context.now);
      const query = fromCursor(request.cursor) ?? toQuery(request, asked).toString();
      const url = new URL(`${baseUrl}/v2/reference/news?${query}`);
      const authorize = (key: string) => ({ headers: { authorization: `Bearer ${key}` } });
      const reply = await fetchWithKey(settings, { url, authorize, hints, accepts: isPolygonReply }, context);
      const items = (reply.results ?? []).map(toItem);
      const next = toCursor(reply.next_url);
      const isLost = next === null && typeof reply.next_url === 'string' && reply.next_url !== '';
      const unread = isLost ? unreadBehind(items, request.window) : null;
      return { items, next, asked, ...(unread !== null && { unread }) };
    },
  };
}

/** Tickers are case-sensitive, and class shares have a dot (`BRK.B`), as in our own form. */
function toQuery(request: PageRequest, asked: Window | null): URLSearchParams {
  return new URLSearchParams({
    ticker: onlyTicker(request),
    ...(asked !== null && { 'published_utc.gte': toSecond(asked.from) }),
    ...(asked !== null && request.reading === 'range' && { 'published_utc.lte': toSecond(asked.to) }),
    sort: 'published_utc',
    order: 'desc',
    limit: String(pageSize),
  });
}

function askedBy({ reading, window }: PageRequest, now: EpochMs): Window | null {
  if (window === null) return null;
  const from = Math.floor(window.from / 1000) * 1000;
  return reading === 'fresh' ? windowSince(from, now) : { from, to: Math.ceil(window.to / 1000) * 1000 };
}

/** `2026-06-03T14:00:00Z` */
function toSecond(at: EpochMs): string {
  return toIso(at).replace(/\.\d+Z$/, 'Z');
}

/** A first page names its ticker; of those behind it the cursor tells. */
function tickersOfUrl(url: URL): readonly Ticker[] | null {
  const name = url.searchParams.get('ticker');
  const cursor = url.searchParams.get('cursor');
  const ticker = name !== null && isShare(name) ? toTicker(name) : cursor === null ? null : tickerOfCursor(cursor);
  return ticker === null ? null : [ticker];
}
