import type { LimitWindow } from '../errors/source-error.js';
import type { SentimentLabel } from '../model/sentiment.js';
import type { Ticker } from '../model/ticker.js';
import type { EpochMs } from './clock.js';
import type { Json } from './registers.js';

/** A stretch of time, both ends included. */
export interface Window {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** Where a source goes on, in its own form; must survive JSON. */
export type Cursor = number | string | readonly Cursor[] | { readonly [key: string]: Cursor };

/** What one page is asked for. The pages of a collection differ in their `cursor` alone. */
export interface PageRequest {
  /** One batch, never empty; live at most `maxTickersPerRequest` of them. */
  readonly tickers: readonly Ticker[];
  /**
   * `fresh`: the newest news; the source need not send the window along, core stops at its start.
   * `range`: news published inside the window. Null window: whatever the source gives by itself.
   */
  readonly reading: 'fresh' | 'range';
  readonly window: Window | null;
  /** What the page before gave as `next`; null for the first page. */
  readonly cursor: Cursor | null;
}

/** What a reply's headers say about a limit of the plan. */
export interface LimitReading {
  readonly window: LimitWindow;
  /** How many requests are left in the window. */
  readonly remaining: number;
  /** When the window ends; null when the reply does not say. */
  readonly resetsAt: EpochMs | null;
}

/** What a source is handed beside the request: it reads no clock of its own, so that a replay can hand in the recorded time. */
export interface PageContext {
  /** Ends the exchange at once. Its reason is what the exchange has to reject with. */
  readonly signal: AbortSignal;
  /** Wall time, at the moment at which it is read: it goes on during the exchange. */
  readonly now: EpochMs;
  /** Told what a reply says about the plan's limits, whether it is good or not. */
  readonly onLimit?: (reading: LimitReading) => void;
  /**
   * What an earlier page about exactly these tickers gave as `remember`, everything that came with it being stored. Null or absent
   * when nothing is: for the first time, for old news, behind the first page, and for whoever only tries a source.
   */
  readonly remembered?: Json;
  /**
   * The exchange happened before, and is played again: what was asked then is not known any more, so that an answer may refer
   * to something that is not `remembered`. Default: no.
   */
  readonly isReplay?: boolean;
}

/** The fields of an item that a source could read, in the source's own words; core judges and cleans them. */
export interface Candidate {
  readonly sourceId: string | null;
  readonly headline: string | null;
  readonly description: string | null;
  readonly url: string | null;
  readonly publisher: string | null;
  /** As the source wrote it: see `parseInstant` for the forms that are read. */
  readonly publishedAt: string | number | null;
  /** The time by which the source orders its list, where that is not the time of publication. */
  readonly orderedAt?: string | number | null;
  /** In canonical form or in one that `toTicker` reads; what it cannot read is left out. */
  readonly tickers: readonly string[];
  readonly tags: readonly string[];
  /** What the source says of how good or bad the news is. Absent: it says nothing. */
  readonly sentiment?: CandidateSentiment;
}

/** What a source states, mapped to our scale. Core leaves out what is no statement: neither a score from −1 to 1 nor a label. */
export interface CandidateStatement {
  /** −1…1; null when the source gave none. */
  readonly score: number | null;
  /** The source's own label, mapped; null when it gave none: then the score makes it. */
  readonly label: SentimentLabel | null;
  /** Its own word for the label. */
  readonly nativeLabel?: string | null;
  /** 0…1 as the source states it; null when it does not. Never made from the score. */
  readonly confidence: number | null;
}

/** What a source says of an article as a whole, and of each of its tickers. */
export interface CandidateSentiment {
  /** Null when it says nothing of the article as a whole. */
  readonly article: CandidateStatement | null;
  readonly tickers: readonly {
    /** In a form that `toTicker` reads. */
    readonly ticker: string;
    /** How much the article is about it, 0…1; null when the source does not say. */
    readonly relevance: number | null;
    /** Null when it says nothing of this ticker but its relevance. */
    readonly statement: CandidateStatement | null;
  }[];
}

/** One item of a reply: a candidate, or why it is none. */
export type SourceItem =
  | { readonly kind: 'candidate'; readonly raw: unknown; readonly candidate: Candidate }
  | { readonly kind: 'malformed'; readonly raw: unknown; readonly reason: string };

/** One page, as the source sent it: nothing is left out of it, so that core can tell a page without news from one that it cannot read. */
export interface SourcePage {
  /**
   * Every item of the reply, in its order, the newest one first where the source has a say. Of a page whose items are all
   * `malformed` the format has changed: that is MALFORMED_RESPONSE.
   */
  readonly items: readonly SourceItem[];
  /** Where to go on; null when there is nothing more. It may be kept and asked for by a later process. */
  readonly next: Cursor | null;
  /** The window that the request carried, if it carried one: items outside of it were not asked for. */
  readonly asked: Window | null;
  /** A part of the window that the source will not give, however it is asked. */
  readonly unread?: Window;
  /** The source said that it has nothing new since what it was asked for before; there are no items then, and that is no silence. */
  readonly isUnchanged?: boolean;
  /**
   * What the next reading of these tickers is handed as `remembered`, such as the validators of a conditional request. Kept after
   * all of the collection is stored, and only when nothing of it comes again: a process that is killed before it asks once more
   * for what it has not stored. Absent: what was remembered stays.
   */
  readonly remember?: Json;
}

/** What a source says of a ticker as a whole, from many articles: never the sentiment of one of them. */
export interface TickerAggregate {
  readonly statement: CandidateStatement;
  /** How many articles of the last week it rests on; null when the source does not say. */
  readonly articlesLastWeek: number | null;
}

/** What sources do differently, as far as core does something else for it. */
export interface SourceCapabilities {
  /** At least 1, or `createIngest` throws a RangeError; `Infinity` where one request takes any number. */
  readonly maxTickersPerRequest: number;
  /**
   * `list`: pages are parts of one list, newest first; an empty page, one without a new id, or one that reaches
   * back past the window ends it. `windows`: each page is a window of its own; only a `next` of null ends it.
   */
  readonly paging: 'list' | 'windows';
  /**
   * The source has one list about everything and cannot be asked for tickers: what it sends about others is passed over without a
   * count and without a warning, and a page of nothing else is `empty`. Default: no, and such items are `off-request`.
   */
  readonly isUnfiltered?: boolean;
  /** Whether it gives what it is to be handed again as `remembered`. Default: no. */
  readonly remembers?: boolean;
  /**
   * How far behind its watermark a fresh reading begins, in milliseconds: what came late in the source's own order is found
   * there. Default: 6 hours.
   */
  readonly overlapMs?: number;
  /** About how many articles one request brings of a long stretch: what a back-fill takes is estimated by it. Default: 100. */
  readonly articlesPerRequest?: number;
}

/** A limit of a plan, counted by this program. */
export interface QuotaLimit {
  readonly window: LimitWindow;
  /** Requests in one window, at least 1. */
  readonly limit: number;
  /** Where days and months begin, in minutes east of UTC. Default: 0. */
  readonly utcOffsetMinutes?: number;
}

/** How recorded exchanges of this source are recognised and played again. */
export interface ReplayRules {
  /** Where the source's paths begin; no query, no trailing slash. */
  readonly baseUrl: string;
  /** The tickers that a url of this source asks for, in any order and case; null when it names none. */
  tickersOf(url: URL): readonly Ticker[] | null;
  /** The body of a page without news. */
  readonly emptyBody: string;
}

/** A provider of news. `fetchPage` is the one method to write. */
export interface Source {
  /** Lower case, unique in a configuration. */
  readonly name: string;
  readonly capabilities: SourceCapabilities;
  /** The key it needs: the variable to set, and the first 8 hex of the key's SHA-256 (null: not set). Null for a source without keys. */
  readonly credential: { readonly variable: string; readonly keyId: string | null } | null;
  /** The longest a collection may take until its first whole page, in milliseconds, at most 10 000. */
  readonly timeoutMs: number;
  /** What its plan allows; empty for no limit but what replies say. */
  readonly quota: readonly QuotaLimit[];
  readonly replay: ReplayRules;
  /** One exchange: sends at most one request, retries nothing, and rejects with a SourceError. */
  fetchPage(request: PageRequest, context: PageContext): Promise<SourcePage>;
  /**
   * What the source says of one ticker as a whole: one request, as `fetchPage` sends one. Null when it answers and says nothing. A
   * source without it has no such answer.
   */
  fetchAggregate?(
    ticker: Ticker,
    context: Pick<PageContext, 'signal' | 'now' | 'onLimit'>,
  ): Promise<TickerAggregate | null>;
  /** Reads one item of a reply once more, out of the quarantine. Pure. A source without it leaves its items there. */
  readItem?(raw: unknown): SourceItem;
}
