import {
  cleanText,
  dispositionOf,
  type EpochMs,
  type ErrorCode,
  type LimitWindow,
  type Redact,
  SourceError,
} from '@ingest/core';
import { classifyText, limitWindowOf, type Verdict } from './classify-text.js';
import { type NetworkCause, networkCause } from './network-cause.js';
import { parseJson } from './parse-json.js';
import { refusalTexts } from './refusal-text.js';
import { parseRetryAfter } from './retry-after.js';

/** What is known of an exchange when it fails. */
export interface Exchange {
  readonly source: string;
  readonly url: URL;
  /** Wall time, at the moment at which it is read. */
  readonly now: EpochMs;
  /** Takes secrets out of every text that is shown. */
  readonly redact: Redact;
  /** What to do about a code with this source, where there is more to say than for all sources. */
  readonly hints?: Readonly<Partial<Record<ErrorCode, string>>>;
  /** What the words of a refusal mean with this source; null for words that say nothing but what they say with all sources. */
  readonly verdictOf?: (words: string) => Verdict | null;
}

/** How much of an answer's own words a message quotes, in characters. */
const longestQuote = 200;
/** Refusals are short; anything longer is judged by its beginning. */
const longestJudged = 2000;
/** A page may begin with a long head that holds no text. */
const longestLooked = 65_536;

const leads: Readonly<Partial<Record<ErrorCode, string>>> = {
  AUTH_FAILED: 'the key was rejected',
  FORBIDDEN: 'the key has no entitlement to this data',
  RATE_LIMITED: 'a limit of the plan is reached',
  NETWORK: 'there was no answer',
  NOT_FOUND: 'what was asked for does not exist',
  BAD_REQUEST: 'the request was refused',
  SERVER_ERROR: 'the server failed',
};

/** An answer with a status that is no success. */
export function statusError(exchange: Exchange, response: Response, body: string): SourceError {
  const said = toProse(exchange, refusalText(body));
  const { status } = response;
  const verdict = verdictOf(exchange, said);
  const code = codeOfStatus(status, verdict);
  return refused(exchange, response, code, `${leads[code]} (${what(exchange)} answered ${status})`, said, verdict);
}

/** A redirect: never followed, because the key would go along and news pages do not move. */
export function redirectError(exchange: Exchange, response: Response): SourceError {
  const { status } = response;
  const target = redirectTarget(exchange, response.headers.get('location'));
  return fail(
    exchange,
    'NETWORK',
    `${what(exchange)} was redirected (${status}) to ${target}; redirects are not followed`,
    {
      status,
      permanent: true,
      hint: 'Check the base url: something in between (a portal, a proxy) may answer for the source.',
    },
  );
}

/** What no further try can mend, and what to do about it. */
const hints: Readonly<Partial<Record<NetworkCause['kind'], string>>> = {
  certificate: 'The certificate was refused, as it must be: check the base url, the clock, and what sits in between.',
  port: 'Check the port of the base url.',
};

/** Whatever `fetch` or the body stream threw, except an abort. */
export function networkError(exchange: Exchange, thrown: unknown): SourceError {
  const cause = networkCause(thrown);
  if (cause.kind === 'encoding') {
    return fail(exchange, 'MALFORMED_RESPONSE', `${what(exchange)} answered what cannot be read: ${cause.words}`, {
      cause: thrown,
    });
  }
  const hint = hints[cause.kind];
  return fail(exchange, 'NETWORK', `${what(exchange)} failed: ${cause.words}`, {
    cause: thrown,
    ...(hint !== undefined && { permanent: true, hint }),
  });
}

/** A body that ended up empty, too large, or not JSON; `body` is what can be quoted of it. */
export function bodyError(
  exchange: Exchange,
  code: 'EMPTY_RESPONSE' | 'RESPONSE_TOO_LARGE' | 'MALFORMED_RESPONSE',
  problem: string,
  options: { readonly body?: string; readonly cause?: unknown } = {},
): SourceError {
  const said = toProse(exchange, options.body ?? '');
  return fail(exchange, code, `${what(exchange)} answered ${problem}${quote(said)}`, { cause: options.cause });
}

/** An answer with a good status that is no news: an error object, a list of texts, plain text, or JSON of another shape. */
export function refusalError(
  exchange: Exchange,
  response: Response,
  body: { readonly text: string } | { readonly json: unknown },
): SourceError {
  const words = 'text' in body ? body.text : refusalTexts(body.json).join('; ');
  const said = toProse(exchange, words);
  const verdict = verdictOf(exchange, said);
  const code = verdict?.code ?? 'MALFORMED_RESPONSE';
  const lead = leads[code] ?? 'the answer is no list of news';
  const shown = said === '' && 'json' in body ? JSON.stringify(body.json) : said;
  return refused(exchange, response, code, `${lead} (${what(exchange)} answered ${response.status})`, shown, verdict);
}

function verdictOf(exchange: Exchange, said: string): Verdict | null {
  return exchange.verdictOf?.(said) ?? classifyText(said);
}

function refused(
  exchange: Exchange,
  response: Response,
  code: ErrorCode,
  lead: string,
  said: string,
  verdict: Verdict | null,
): SourceError {
  const { status, headers } = response;
  const limited = code === 'RATE_LIMITED';
  const retryAt = limited || status === 503 ? parseRetryAfter(headers.get('retry-after'), exchange.now) : null;
  const limitWindow = limited ? (verdict?.limitWindow ?? limitWindowOf(said)) : null;
  return fail(exchange, code, `${lead}${quote(said)}`, {
    status,
    ...(retryAt !== null && { retryAt }),
    ...(limitWindow !== null && { limitWindow }),
  });
}

/** By status, except where the words of a refusal are clearer than its number. */
function codeOfStatus(status: number, verdict: Verdict | null): ErrorCode {
  if (status === 401) return 'AUTH_FAILED';
  if (status === 404) return 'NOT_FOUND';
  if (status === 429) return 'RATE_LIMITED';
  if (status === 408 || status === 425 || status >= 500) return 'SERVER_ERROR';
  if (status === 403) return verdict?.code ?? 'FORBIDDEN';
  if (status >= 400) return verdict?.code ?? 'BAD_REQUEST';
  // Status 0 is how a fetch says that there was no answer.
  return 'NETWORK';
}

/** The words of a refusal: of its telling fields when it is JSON that has some, else the body itself. */
function refusalText(body: string): string {
  const parsed = parseJson(body);
  const texts = parsed.kind === 'value' ? refusalTexts(parsed.value) : [];
  return texts.length === 0 ? body : texts.join('; ');
}

interface FailOptions {
  readonly status?: number;
  readonly retryAt?: EpochMs;
  readonly limitWindow?: LimitWindow;
  readonly permanent?: boolean;
  readonly hint?: string;
  readonly cause?: unknown;
}

function fail(exchange: Exchange, code: ErrorCode, message: string, options: FailOptions = {}): SourceError {
  const { hint = exchange.hints?.[code] ?? dispositionOf(code).remedy, ...rest } = options;
  const shown = withoutQueries(exchange.redact(`${exchange.source}: ${message}`));
  return new SourceError(code, shown, { source: exchange.source, hint, ...rest });
}

/** Method, host and path; the query stays unsaid. */
function what({ url }: Exchange): string {
  return `GET ${url.host}${url.pathname}`;
}

function withoutQueries(text: string): string {
  return text.replace(/(https?:\/\/[^\s?]+)\?\S*/gi, '$1');
}

/** The beginning of a body as one line without markup, and without the secrets that markup hid. */
function toProse({ redact }: Exchange, body: string): string {
  return cleanText(body.slice(0, longestLooked), longestJudged, redact) ?? '';
}

function quote(said: string): string {
  const quoted = cleanText(said, longestQuote);
  return quoted === null ? '' : `: ${quoted}`;
}

/** The location is redacted before it is parsed: a host is lower-cased there, and a key in it would no longer be known. */
function redirectTarget(exchange: Exchange, location: string | null): string {
  if (location === null) return 'nowhere';
  const target = exchange.redact(location);
  if (!URL.canParse(target, exchange.url.href)) return 'an unreadable address';
  const { host } = new URL(target, exchange.url.href);
  return host === exchange.url.host ? 'another address on the same host' : host === '' ? 'an unreadable address' : host;
}
