import {
  type EpochMs,
  MINUTE_MS,
  type PageRequest,
  type Source,
  type SourceItem,
  type SourcePage,
  type Ticker,
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
import { feedOf, isAlphaVantageReply } from './response.js';
import { fromMinute, startOfMinute, toMinute } from './time.js';
import { toItem } from './to-candidates.js';
import { verdictOf } from './verdict.js';

export type AlphaVantageSourceOptions = SourceOptions;

/** The most that is given. With 25 requests a day none is to be spent on a second page. */
const pageSize = 1000;

const hints = {
  AUTH_FAILED: `Check ${sourceFacts.alphavantage.keyVariable}: a key is given at https://www.alphavantage.co/support/#api-key.`,
  FORBIDDEN: 'This is no outage: the plan does not cover it. See https://www.alphavantage.co/premium/.',
  BAD_REQUEST: 'Alpha Vantage does not take this ticker, or has no news of it at all: check how it is written.',
} as const;

/**
 * Alpha Vantage's NEWS_SENTIMENT (https://www.alphavantage.co/documentation/#news-sentiment): one ticker a request, because several
 * mean articles about all of them, newest first, by minutes. The key goes along in the query: it is taken nowhere else.
 */
export function createAlphaVantageSource(options: AlphaVantageSourceOptions = {}): Source {
  const settings = readSourceOptions(sourceFacts.alphavantage, options);
  const { name, baseUrl, credential, timeoutMs, quota } = settings;
  return {
    name,
    capabilities: { maxTickersPerRequest: 1, paging: 'list', articlesPerRequest: pageSize },
    credential,
    timeoutMs,
    quota,
    replay: { baseUrl, tickersOf: tickersOfUrl, emptyBody: '{"items":"0","feed":[]}' },
    readItem: toItem,
    async fetchPage(request, context): Promise<SourcePage> {
      const asked = askedBy(request, context.now);
      const url = new URL(`${baseUrl}/query?${toQuery(request, asked)}`);
      const authorize = (key: string) => ({ parameters: { apikey: key } });
      const accepts = isAlphaVantageReply;
      const reply = await fetchWithKey(settings, { url, authorize, hints, verdictOf, accepts }, context);
      const items = feedOf(reply).map(toItem);
      return { items, asked, ...restOf(items, request) };
    },
  };
}

function toQuery(request: PageRequest, asked: Window | null): URLSearchParams {
  const until = fromMinute(request.cursor) ?? (request.reading === 'range' ? (asked?.to ?? null) : null);
  return new URLSearchParams({
    function: 'NEWS_SENTIMENT',
    tickers: toSymbol(onlyTicker(request)),
    ...(asked !== null && { time_from: toMinute(asked.from) }),
    ...(until !== null && { time_to: toMinute(until) }),
    sort: 'LATEST',
    limit: String(pageSize),
  });
}

/** Whether the last minute is taken in is not documented, so the one after it is named; core drops what is too new. */
function askedBy({ reading, window }: PageRequest, now: EpochMs): Window | null {
  if (window === null) return null;
  const from = startOfMinute(window.from);
  return reading === 'fresh' ? windowSince(from, now) : { from, to: startOfMinute(window.to) + MINUTE_MS };
}

/**
 * A reply that is full was cut: older articles are asked for by the minute of its oldest one, which brings the articles of that
 * minute again. What a single minute holds back cannot be asked for.
 */
function restOf(items: readonly SourceItem[], { cursor, window }: PageRequest): Pick<SourcePage, 'next' | 'unread'> {
  const unread = items.length < pageSize ? null : unreadBehind(items, window);
  if (unread === null) return { next: null };
  const until = startOfMinute(unread.to) + MINUTE_MS;
  const before = fromMinute(cursor);
  return before === null || until < before ? { next: toMinute(until) } : { next: null, unread };
}

/** A ticker as Alpha Vantage writes it: class shares with a dash, `BRK-A`. `toTicker` reads that form back. */
function toSymbol(ticker: Ticker): string {
  return ticker.replace(/\.(?=[A-Z]$)/, '-');
}

function tickersOfUrl(url: URL): readonly Ticker[] | null {
  const symbols = (url.searchParams.get('tickers') ?? '').split(',').filter(isShare);
  const tickers = symbols.map((symbol) => toTicker(symbol)).filter((ticker) => ticker !== null);
  return tickers.length === 0 ? null : tickers;
}
