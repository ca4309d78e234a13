import { DAY_MS, type Source, type SourcePage, type Ticker, toTicker, type Window } from '@ingest/core';
import { sourceFacts } from '../facts.js';
import { fetchList } from '../fetch-list.js';
import { type Authorization, fetchWithKey } from '../fetch-with-key.js';
import { onlyTicker } from '../only-ticker.js';
import { readSourceOptions, type SourceOptions } from '../source-options.js';
import { type Days, windowOf } from '../whole-days.js';
import { readAggregate } from './aggregate.js';
import { articlesPerRequest, unreadPart } from './cut-reply.js';
import { dateOf, daysToRead, fromCursor, halves, toCursor } from './day-windows.js';
import { limitsOf } from './limits.js';
import { toCandidates, toItem } from './to-candidates.js';

export type FinnhubSourceOptions = SourceOptions;

const hints = {
  AUTH_FAILED: `Check ${sourceFacts.finnhub.keyVariable}: the key is shown at https://finnhub.io/dashboard.`,
  FORBIDDEN:
    'This is no outage: the plan does not cover this ticker. Company news of North American companies is free, the rest is not.',
} as const;

const aggregateHints = {
  ...hints,
  FORBIDDEN:
    'This is no outage: news sentiment comes with a premium plan of Finnhub alone, and for companies of the United States.',
} as const;

/**
 * Finnhub's company news (https://finnhub.io/docs/api/company-news): one ticker and whole days a request, no pages. A
 * reply that was probably cut is read again in two halves, newest first, down to single days; what a day still holds back
 * is reported as unread. Its own items are delivered all the same: they are the newest, and should the halves never be
 * read they are what there is. The halves bring them again, under ids that core has seen. What it says of a ticker as a whole is
 * another request (https://finnhub.io/docs/api/news-sentiment), of a premium plan.
 */
export function createFinnhubSource(options: FinnhubSourceOptions = {}): Source {
  const settings = readSourceOptions(sourceFacts.finnhub, options);
  const { name, baseUrl, credential, timeoutMs, quota } = settings;
  return {
    name,
    capabilities: { maxTickersPerRequest: 1, paging: 'windows', overlapMs: DAY_MS, articlesPerRequest },
    credential,
    timeoutMs,
    quota,
    replay: { baseUrl, tickersOf: tickersOfUrl, emptyBody: '[]' },
    readItem: (raw) => toItem(raw, null),
    async fetchAggregate(ticker, context) {
      const url = new URL(`${baseUrl}/news-sentiment?${new URLSearchParams({ symbol: ticker })}`);
      const accepts = (body: unknown): body is object => readAggregate(body, ticker) !== undefined;
      const reply = await fetchWithKey(settings, { url, authorize, hints: aggregateHints, limitsOf, accepts }, context);
      return readAggregate(reply, ticker) ?? null;
    },
    async fetchPage(request, context): Promise<SourcePage> {
      const ticker = onlyTicker(request);
      const allDays = daysToRead(request, context.now);
      const [days, ...later] = fromCursor(request.cursor) ?? [allDays];
      const url = new URL(`${baseUrl}/company-news?${toQuery(ticker, days)}`);
      const items = toCandidates(await fetchList(settings, { url, authorize, hints, limitsOf }, context), ticker);
      const unread = unreadPart(items, days, request.window);
      const isHalved = unread !== null && days.first < days.last;
      return {
        items,
        next: toCursor(isHalved ? [...halves(days), ...later] : later),
        asked: request.window === null ? null : askedFor(allDays, days),
        ...(unread !== null && !isHalved && { unread }),
      };
    },
  };
}

function authorize(apiKey: string): Authorization {
  return { headers: { 'x-finnhub-token': apiKey } };
}

/** Class shares have a dot, as in our own form: `symbol=BRK.B` (finnhubio/Finnhub-API issue 414; before 2021 it was a dash, issue 4). */
function toQuery(ticker: Ticker, { first, last }: Days): URLSearchParams {
  return new URLSearchParams({ symbol: ticker, from: dateOf(first), to: dateOf(last) });
}

/**
 * All days of the reading, not those of one half: where Finnhub's days begin is not documented, and what lies across a
 * seam must not be taken for something nobody asked for.
 */
function askedFor(allDays: Days, days: Days): Window {
  return windowOf({ first: Math.min(allDays.first, days.first), last: Math.max(allDays.last, days.last) });
}

function tickersOfUrl(url: URL): readonly Ticker[] | null {
  const ticker = toTicker(url.searchParams.get('symbol') ?? '');
  return ticker === null ? null : [ticker];
}
