import type { PageContext, PageRequest, Source, SourcePage } from '@ingest/core';
import { type GetRequest, get } from '../../http/get.js';
import { tickerFinder } from './about.js';
import { type FeedOptions, type RssSourceOptions, readFeedOptions } from './options.js';
import { readFeed } from './read-feed.js';
import { conditionOf, missedBetween, readRemembered, rememberedOf } from './remembered.js';
import { toCandidates, toItem } from './to-candidates.js';

/** Atom and RSS first: some servers send a page to whoever takes one. */
const accept =
  'application/atom+xml, application/rss+xml, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1';

const hints = {
  FORBIDDEN:
    'The feed is not served to us: look at its address, and at userAgent, which some servers (sec.gov is one) ask for with a contact.',
  AUTH_FAILED: 'The feed asks for a login; a token belongs into its url, as "${VARIABLE}".',
  NOT_FOUND: 'There is no feed at this address: check url, and symbols where it has {symbol}.',
} as const;

/**
 * A feed in RSS or Atom: one page, asked for only if it has changed since the last reading that was stored. With `{symbol}` in its
 * url one ticker a request; without, one request for all tickers, and options that say which of them an entry is about.
 */
export function createRssSource(options: RssSourceOptions = {}): Source {
  const settings = readFeedOptions(options);
  const { name, baseUrl, timeoutMs, quota, feed } = settings;
  const find = tickerFinder(settings);
  return {
    name,
    capabilities: {
      maxTickersPerRequest: feed.isPerTicker ? 1 : Number.POSITIVE_INFINITY,
      paging: 'list',
      isUnfiltered: !feed.isPerTicker,
      remembers: true,
      // However long a stretch is, a feed is one request.
      articlesPerRequest: Number.POSITIVE_INFINITY,
    },
    credential: null,
    timeoutMs,
    quota,
    replay: { baseUrl, tickersOf: (url) => feed.tickersOf(url), emptyBody: '<rss/>' },
    readItem: (raw) => toItem(raw, find),
    fetchPage: (request, context) => fetchPage(settings, find, request, context),
  };
}

function fetchPage(
  settings: FeedOptions,
  find: ReturnType<typeof tickerFinder>,
  { tickers }: PageRequest,
  context: PageContext,
): Promise<SourcePage> {
  const { name, baseUrl, feed, userAgent, fingerprint, publisher, fetch, redact } = settings;
  const [ticker] = tickers;
  const asked = feed.isPerTicker ? (ticker ?? null) : null;
  const url = feed.urlFor(baseUrl, ticker);
  const before = readRemembered(context.remembered, fingerprint);
  const condition = conditionOf(before);
  const isConditional = Object.keys(condition).length > 0 || context.isReplay === true;
  const sent: GetRequest<SourcePage> = {
    source: name,
    url,
    headers: { accept, ...(userAgent !== null && { 'user-agent': userAgent }), ...condition },
    signal: context.signal,
    // A wait that a reply asks for begins when it is there.
    get now() {
      return context.now;
    },
    fetch,
    redact,
    hints,
    read(response, bytes) {
      const read = readFeed(sent, response, bytes);
      const missed = missedBetween(before, read.entries);
      return {
        items: toCandidates(read, { url, asked, publisher }, find),
        next: null,
        asked: null,
        remember: rememberedOf(response.headers, read.entries, fingerprint),
        ...(missed !== null && { unread: missed }),
      };
    },
    ...(isConditional && { unchanged: () => ({ items: [], next: null, asked: null, isUnchanged: true }) }),
  };
  return get(sent);
}
