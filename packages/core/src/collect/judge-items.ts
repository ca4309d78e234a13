import type { EpochMs } from '../contracts/clock.js';
import type { Candidate, SourceItem, Window } from '../contracts/source.js';
import type { Article } from '../model/article.js';
import { limits } from '../model/primitives.js';
import { type Ticker, toTicker } from '../model/ticker.js';
import { cleanText, redactHidden, safeUrl } from '../security/clean-text.js';
import type { Redact } from '../security/redact.js';
import { MINUTE_MS, parseInstant } from '../time/instant.js';
import { judgeSentiment } from './judge-sentiment.js';

/** How far ahead of our clock a source's clock may be, unless told otherwise. */
export const futureToleranceMs = 15 * MINUTE_MS;
/** No feed carries news from before 1990-01-01: an older time is a default value, not a time. */
export const earliestNews: EpochMs = 631_152_000_000;
/** Names (tags, tickers) of an item that are kept. */
const maxNames = 100;

export interface JudgeContext {
  readonly source: string;
  /** The place of the source in the chain. */
  readonly priority: number;
  readonly now: EpochMs;
  readonly futureToleranceMs: number;
  readonly tickers: ReadonlySet<Ticker>;
  /** The source cannot be asked for tickers. */
  readonly isUnfiltered: boolean;
  /** The window that the request carried. */
  readonly asked: Window | null;
  /** Takes secrets out of every text that is kept. */
  readonly redact: Redact;
}

export interface RejectedItem {
  readonly raw: unknown;
  readonly reason: string;
}

export interface AcceptedItem {
  readonly article: Article;
  /** Where the item stands in the source's own order; null when the source did not say. */
  readonly orderedAt: EpochMs | null;
}

export interface JudgedPage {
  readonly accepted: readonly AcceptedItem[];
  /**
   * How far back the page reaches in the source's own order: its last item, or its newest one where the items are not
   * newest first, because then nothing is known of what follows. Null when no accepted item has a place.
   */
  readonly reachesBackTo: EpochMs | null;
  /** To be quarantined. */
  readonly malformed: readonly RejectedItem[];
  /** Published too far ahead of our clock: counted only, it comes again. */
  readonly future: number;
  /** Not what was asked for: counted only. */
  readonly offRequest: number;
  /** About other tickers, of a source that cannot be asked for any: neither received nor rejected. */
  readonly passedOver: number;
}

type Verdict = AcceptedItem | 'future' | 'off-request' | 'passed-over' | { readonly malformed: string };

/** Judges each item of a page on its own: a bad one never takes its neighbours with it. */
export function judgeItems(items: readonly SourceItem[], context: JudgeContext): JudgedPage {
  const accepted: AcceptedItem[] = [];
  const malformed: RejectedItem[] = [];
  let future = 0;
  let offRequest = 0;
  let passedOver = 0;
  for (const item of items) {
    const verdict = item.kind === 'malformed' ? { malformed: item.reason } : judge(item.candidate, context);
    if (verdict === 'future') future += 1;
    else if (verdict === 'off-request') offRequest += 1;
    else if (verdict === 'passed-over') passedOver += 1;
    else if ('malformed' in verdict)
      malformed.push({ raw: redactTexts(item.raw, context.redact), reason: verdict.malformed });
    else accepted.push(verdict);
  }
  return { accepted, reachesBackTo: reachesBackTo(accepted), malformed, future, offRequest, passedOver };
}

function reachesBackTo(accepted: readonly AcceptedItem[]): EpochMs | null {
  const places = accepted.map(({ orderedAt }) => orderedAt).filter((place) => place !== null);
  const isNewestFirst = places.every((place, index) => index === 0 || place <= (places[index - 1] as EpochMs));
  const last = places.at(-1);
  if (last === undefined) return null;
  return isNewestFirst ? last : Math.max(...places);
}

function judge(candidate: Candidate, context: JudgeContext): Verdict {
  const { source, priority, now, tickers: askedTickers, asked, redact } = context;
  const clean = (text: string | null, maxLength: number) => (text === null ? null : cleanText(text, maxLength, redact));
  const headline = clean(candidate.headline, limits.headline);
  if (headline === null) return { malformed: 'headline: empty' };
  const publishedAt = parseInstant(candidate.publishedAt);
  if (publishedAt === null) return { malformed: 'published time: missing or not a time' };
  if (publishedAt < earliestNews) return { malformed: 'published time: before 1990' };
  if (publishedAt > now + context.futureToleranceMs) return 'future';
  const tickers = readTickers(candidate.tickers);
  if (!tickers.some((ticker) => askedTickers.has(ticker))) return context.isUnfiltered ? 'passed-over' : 'off-request';
  if (asked !== null && (publishedAt < asked.from || publishedAt > asked.to)) return 'off-request';
  return {
    article: {
      source,
      sourceId: candidate.sourceId === null ? null : readSourceId(redactHidden(candidate.sourceId, redact)),
      headline,
      description: clean(candidate.description, limits.description),
      url: candidate.url === null ? null : safeUrl(redactHidden(candidate.url, redact)),
      publisher: clean(candidate.publisher, limits.name),
      publishedAt,
      tickers: keptTickers(tickers, askedTickers),
      tags: readTags(candidate.tags, redact),
      sentiment: judgeSentiment(candidate.sentiment, priority, redact),
    },
    // A source that orders by another time than that of publication may leave it out of an item.
    orderedAt: candidate.orderedAt === undefined ? publishedAt : parseInstant(candidate.orderedAt),
  };
}

/** An id that is no plausible id (empty, endless, with control characters) is none: `dedupKey` is the identity then. */
function readSourceId(id: string): string | null {
  const trimmed = id.trim();
  return trimmed.length > 0 && trimmed.length <= limits.name && !/\p{Cc}/u.test(trimmed) ? trimmed : null;
}

function readTickers(names: readonly string[]): readonly Ticker[] {
  const tickers = new Set<Ticker>();
  for (const name of names) {
    const ticker = toTicker(name);
    if (ticker !== null) tickers.add(ticker);
  }
  return [...tickers].sort();
}

/** Of too many tickers those that were asked for stay. */
function keptTickers(tickers: readonly Ticker[], asked: ReadonlySet<Ticker>): readonly Ticker[] {
  if (tickers.length <= maxNames) return tickers;
  const isAsked = (ticker: Ticker) => asked.has(ticker);
  const others = tickers.filter((ticker) => !isAsked(ticker));
  return [...tickers.filter(isAsked), ...others].slice(0, maxNames).sort();
}

function readTags(names: readonly string[], redact: Redact): readonly string[] {
  const tags = new Set<string>();
  for (const name of names) {
    const tag = cleanText(name, limits.name, redact);
    if (tag !== null) tags.add(tag);
    if (tags.size === maxNames) break;
  }
  return [...tags].sort();
}

/** A rejected item is kept as it came; only its texts may hide a secret. */
function redactTexts(raw: unknown, redact: Redact): unknown {
  const json = JSON.stringify(raw, (_, inner) => (typeof inner === 'string' ? redactHidden(inner, redact) : inner));
  return json === undefined ? raw : JSON.parse(json);
}
