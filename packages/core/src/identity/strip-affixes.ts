import { toTicker } from '../model/ticker.js';
import { isPublisher } from './publishers.js';

/** What is left of a folded headline when labels, tickers, marks and publishers are off. */
export interface StrippedHeadline {
  readonly text: string;
  /** Whether it ended in an ellipsis: the rest of it is unknown. */
  readonly cut: boolean;
  /** Tickers that were named as labels, in the order found. */
  readonly tags: readonly string[];
}

/** Takes off, again and again, what outlets put before and behind a headline. The `source` may sign its headlines too. */
export function stripAffixes(folded: string, source: string | undefined): StrippedHeadline {
  const tags: string[] = [];
  const body = stripFront(takeListings(folded, tags), tags);
  return { ...stripEnd(body, source, tags), tags };
}

const exchanges =
  'nyse|nyse american|nyse arca|nyse mkt|nysearca|nyseamerican|nysemkt|nasdaq|nasdaqgs|nasdaqgm|nasdaqcm|amex|arca|bats|cboe|' +
  'otc|otcbb|otcmkts|otcqb|otcqx|otc pink|pink|tsx|tsxv|tsx-v|tsx venture|cve|cse|neo|lse|lon|aim|asx|hkex|hkg|sehk|nse|bse|tse|tyo|' +
  'fra|etr|xetra|epa|ams|euronext|six|sgx';
/** `(NASDAQ: AAPL)`, `(NYSE: BRK.A, BRK.B)`, `( NASDAQ:GOOGL; NASDAQ:GOOG )`. */
const listing = new RegExp(`\\( ?(?:${exchanges}) ?: ?([^():]{1,60}(?:: ?[^():]{1,60}){0,4})\\)`, 'g');
const anotherExchange = new RegExp(`^(?:${exchanges}) ?: ?`);

function takeListings(text: string, tags: string[]): string {
  if (!text.includes('(')) return text;
  return text.replace(listing, (whole, names: string) => {
    const tickers = readTickers(names.split(/[,;]/).map((name) => name.trim().replace(anotherExchange, '')));
    if (tickers === null) return whole;
    tags.push(...tickers);
    return ' ';
  });
}

const label = new RegExp(
  [
    // Wire services: which version of the text this is.
    '(?:update|wrapup)(?: ?\\d{1,2})? ?[-:]',
    '(?:rpt|refile|corrected|brief) ?[-:]',
    '(?:breaking|video) ?:',
    'exclusive ?[-:]',
    // Desks.
    '(?:us stocks|global markets|emerging markets|em asia fx)-',
    'market snapshot ?[-:]',
    // Desks whose word is a topic too: `OIL-Brent climbs`, but not `Oil-backed`, `oil-rich`.
    '(?:oil|forex|precious|metals|grains|softs|treasuries)-(?![a-z]*(?:ed|ing|ers?)\\b|(?:and|for|free|heavy|giants?|fields?|majors?|prices?|rich|sector|services?|to)\\b)',
  ].join('|'),
  'y',
);
const leadingTicker = /\$([a-z]{1,5}(?:[./-][a-z]{1,2})?)(?![a-z0-9])/y;
const between = /(?:[ :,]|-(?= ))*/y;

function stripFront(text: string, tags: string[]): string {
  let start = 0;
  for (;;) {
    const rest = after(label, text, start) ?? afterTicker(text, start, tags);
    if (rest === null) return text.slice(start);
    start = after(between, text, rest) ?? rest;
  }
}

/** Where the text goes on behind a match of the sticky pattern at `at`; null when there is none. */
function after(sticky: RegExp, text: string, at: number): number | null {
  sticky.lastIndex = at;
  return sticky.test(text) ? sticky.lastIndex : null;
}

function afterTicker(text: string, at: number, tags: string[]): number | null {
  leadingTicker.lastIndex = at;
  const name = leadingTicker.exec(text)?.[1];
  const tickers = name === undefined ? null : readTickers([name]);
  if (tickers === null) return null;
  tags.push(...tickers);
  return leadingTicker.lastIndex;
}

/** No publisher and no bracket that goes is longer; no search looks further back, so that the work stays linear. */
const longestEnding = 60;
const versionMark = /^(?:\d{1,2}|updated?(?: ?\d{1,2})?|corrected|video)$/;
const dashedMark = /^(?:\d{1,2}(?:st|nd|rd|th) )?update$/;

function stripEnd(body: string, source: string | undefined, tags: string[]): Omit<StrippedHeadline, 'tags'> {
  let cut = false;
  let text = body;
  for (;;) {
    const trimmed = trimEnd(text);
    cut ||= text.slice(trimmed.length).includes('...');
    text = trimmed;
    const ending = finalBracket(text) ?? finalSegment(text);
    if (ending === null) return { text, cut };
    const { start, inner, isBracket } = ending;
    const rest = text.slice(0, start);
    if ((isBracket ? versionMark : dashedMark).test(inner)) {
      text = rest;
    } else if (isPublisher(inner, source) && hasFourWords(rest)) {
      // What was cut was the publisher's name, or what stood behind it.
      cut = false;
      text = rest;
    } else {
      const tickers = isBracket ? readTickers(inner.split(/, ?|; ?/)) : null;
      if (tickers === null) return { text, cut };
      tags.push(...tickers);
      text = rest;
    }
  }
}

/** Without blanks and marks that end a sentence. Not `-` and `+`, which may belong to a rating. */
function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && ' .,:;!?\'"'.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}

interface Ending {
  readonly start: number;
  readonly inner: string;
  readonly isBracket: boolean;
}

function finalBracket(text: string): Ending | null {
  const opening = text.endsWith(')') ? '(' : text.endsWith(']') ? '[' : null;
  if (opening === null) return null;
  const start = text.slice(-longestEnding).lastIndexOf(opening) + Math.max(0, text.length - longestEnding);
  // A sum of money in brackets is a loss, not a mark.
  if (text.charAt(start) !== opening || /[$€£¥]/.test(text.charAt(start - 1))) return null;
  return { start, inner: text.slice(start + 1, -1).trim(), isBracket: true };
}

function finalSegment(text: string): Ending | null {
  const tail = text.slice(-longestEnding);
  const match = /^.*( --? | ?\| ?)/.exec(tail);
  if (match === null) return null;
  const inner = tail.slice(match[0].length);
  return { start: text.length - inner.length - (match[1] ?? '').length, inner, isBracket: false };
}

const wordStart = /[\p{L}\p{N}][^ ]*/gu;

function hasFourWords(text: string): boolean {
  let words = 0;
  for (const _ of text.matchAll(wordStart)) {
    words += 1;
    if (words === 4) return true;
  }
  return false;
}

const tagForm = /^(?:[a-z]{1,5}(?:[./-][a-z]{1,2})?|\d{3,6}\.[a-z]{1,3})$/;

/** The tickers of a list of names; null unless every name looks like one. */
function readTickers(names: readonly string[]): string[] | null {
  const tickers = names.map((name) => (tagForm.test(name) ? toTicker(name) : null));
  return tickers.every((ticker) => ticker !== null) ? tickers : null;
}
