import { hash } from 'node:crypto';
import { IngestError, type Ticker, toTicker } from '@ingest/core';
import { RE2JS } from 're2js';
import * as z from 'zod';
import { sourceFacts } from '../facts.js';
import { type ResolvedSourceOptions, readSourceOptions, type SourceOptions } from '../source-options.js';
import { type FeedUrl, feedUrl } from './feed-url.js';

/** Options of a feed; `url` must be there. */
export interface RssSourceOptions extends Omit<SourceOptions, 'apiKey'> {
  /** http or https. With `{symbol}` in its path or query one ticker is asked for at a time, else the feed is about anything. */
  readonly url?: string | undefined;
  /** What the feed calls a ticker: `{ AAPL: "0000320193" }`. Default: the ticker itself. */
  readonly symbols?: Readonly<Record<string, string>> | undefined;
  /** Tickers that every entry is about. */
  readonly tickers?: readonly string[] | undefined;
  /** Names by which an entry is about a ticker, as whole words, letter by letter: `{ AAPL: ["Apple Inc", "Apple"] }`. */
  readonly names?: Readonly<Record<string, readonly string[]>> | undefined;
  /** A regular expression in the syntax of RE2 whose first group is a ticker, or several with commas between. */
  readonly pattern?: string | undefined;
  /** How we introduce ourselves. sec.gov wants a name and an e-mail address. */
  readonly userAgent?: string | undefined;
  /** Whose news it is, where entries do not say. Default: the title of the feed. */
  readonly publisher?: string | undefined;
}

/** Options with nothing left open. */
export interface FeedOptions extends ResolvedSourceOptions {
  readonly feed: FeedUrl;
  readonly tickers: readonly Ticker[];
  readonly names: ReadonlyMap<Ticker, readonly string[]>;
  readonly pattern: RE2JS | null;
  readonly userAgent: string | null;
  readonly publisher: string | null;
  /** Changes with all that decides what an entry is about. */
  readonly fingerprint: string;
}

const longestPattern = 1_000;

const expected = {
  url: 'an http or https url without user, password and fragment, such as "https://news.example/feed.xml"',
  symbols: 'what the feed calls a ticker, such as { AAPL: "0000320193" }',
  tickers: 'a list of tickers, such as [AAPL]',
  names: 'a list of names for a ticker, such as { AAPL: ["Apple Inc", "Apple"] }',
  pattern: `a regular expression in the syntax of RE2 with one group, of at most ${longestPattern} characters`,
  userAgent: 'one line of printable ASCII characters',
  publisher: 'a text',
} as const;

const ticker = z.string().refine((text) => toTicker(text) !== null);
const word = z.string().trim().min(1);

const feedOptions = z.object({
  url: z.string().trim().refine(isFeedUrl),
  symbols: z.record(ticker, word).default({}),
  tickers: z.array(ticker).default([]),
  names: z.record(ticker, z.array(word).min(1)).default({}),
  pattern: z.string().max(longestPattern).refine(isPattern).optional(),
  userAgent: z
    .string()
    .trim()
    .regex(/^[\x20-\x7e]+$/)
    .optional(),
  publisher: word.optional(),
});

/** Checks options and fills in the defaults. Throws CONFIG_INVALID that names the option. */
export function readFeedOptions(options: RssSourceOptions): FeedOptions {
  const { url, symbols, tickers, names, pattern, userAgent, publisher, ...common } = options;
  const read = feedOptions.safeParse({ url, symbols, tickers, names, pattern, userAgent, publisher });
  if (!read.success) throw invalid(read.error);
  if ('apiKey' in common) throw configInvalid('a feed takes no apiKey', 'Put what it asks for into its url.');
  const { data } = read;
  const feed = feedUrl(data.url, new Map(Object.entries(data.symbols).map(([name, symbol]) => [known(name), symbol])));
  const isOfSec = /(?:^|\.)sec\.gov$/i.test(new URL(data.url).hostname);
  if (isOfSec) assertDeclared(data.userAgent);
  const aboutAnything = !feed.isPerTicker && data.tickers.length === 0 && data.pattern === undefined;
  if (aboutAnything && Object.keys(data.names).length === 0) throw nothingSaysTickers();
  const facts = { ...sourceFacts.rss, defaultBaseUrl: feed.base };
  const { plan = 'free' } = common;
  const settings = readSourceOptions(
    facts,
    { ...common, plan: isOfSec && plan === 'free' ? 'edgar' : plan },
    Object.keys(expected),
  );
  const about = [data.url, data.symbols, data.tickers, data.names, data.pattern ?? null];
  return {
    ...settings,
    feed,
    tickers: data.tickers.map(known),
    names: new Map(Object.entries(data.names).map(([name, list]) => [known(name), list])),
    pattern: data.pattern === undefined ? null : RE2JS.compile(data.pattern),
    userAgent: data.userAgent ?? null,
    publisher: data.publisher ?? null,
    fingerprint: hash('sha256', JSON.stringify(about)).slice(0, 16),
  };
}

function isFeedUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hash: fragment } = new URL(text);
  return /^https?:$/.test(protocol) && username + password + fragment === '';
}

/** The syntax of RE2 has no way to be slow: what takes long elsewhere is refused here, or takes time in proportion to the text. */
function isPattern(text: string): boolean {
  try {
    return RE2JS.compile(text).groupCount() >= 1;
  } catch {
    return false;
  }
}

/** https://www.sec.gov/os/accessing-edgar-data */
function assertDeclared(userAgent: string | undefined): void {
  if (userAgent !== undefined && /\S@\S+\.\S/.test(userAgent)) return;
  throw configInvalid(
    'sec.gov serves only whom it can write to: userAgent must name a company and an e-mail address',
    'Set userAgent, such as "Sample Company AdminContact@sample.com".',
  );
}

function nothingSaysTickers(): IngestError {
  return configInvalid(
    'nothing says which tickers an entry of the feed is about',
    'Set tickers, names or pattern, or put {symbol} into the url of a feed that has one for each ticker.',
  );
}

function known(name: string): Ticker {
  return toTicker(name) as Ticker;
}

function invalid(error: z.ZodError): IngestError {
  const option = error.issues[0]?.path[0] as keyof typeof expected;
  return configInvalid(`${option} must be ${expected[option]}`, `Correct ${option}.`);
}

function configInvalid(problem: string, hint: string): IngestError {
  return new IngestError('CONFIG_INVALID', `source ${sourceFacts.rss.name}: ${problem}`, { hint });
}
