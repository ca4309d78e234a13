import { cleanText, type Ticker } from '@ingest/core';
import type { FeedEntry } from '../../feed/feed.js';
import type { FeedOptions } from './options.js';

/** What of one text is searched for tickers, in characters. */
const longestSearched = 4_000;

/** Finds the tickers that an entry is about; `asked`: the one that the request asked for, null when it named none. */
export type TickerFinder = (entry: FeedEntry, asked: Ticker | null) => readonly string[];

/** Takes time in proportion to the text, whatever is in it and whatever the pattern. */
export function tickerFinder({
  tickers,
  names,
  pattern,
}: Pick<FeedOptions, 'tickers' | 'names' | 'pattern'>): TickerFinder {
  const words = [...names].map(([ticker, list]) => ({ ticker, spelled: wordsOf(list) }));
  return (entry, asked) => {
    const found = new Set<string>(asked === null ? tickers : [asked, ...tickers]);
    if (words.length === 0 && pattern === null) return [...found];
    const text = [entry.title, entry.summary, entry.content, ...entry.categories].map(searched).join('\n');
    for (const { ticker, spelled } of words) if (spelled.test(text)) found.add(ticker);
    if (pattern !== null) {
      const matcher = pattern.matcher(text);
      while (matcher.find()) for (const name of (matcher.group(1) ?? '').split(/[,;]/)) found.add(name.trim());
    }
    return [...found].filter((name) => name !== '');
  };
}

function searched(text: string | null): string {
  return text === null ? '' : (cleanText(text.slice(0, 4 * longestSearched), longestSearched) ?? '');
}

/** Any of the names, not as a part of a longer word. */
function wordsOf(names: readonly string[]): RegExp {
  const spelled = names.map((name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|');
  return new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${spelled})(?![\p{L}\p{N}])`, 'u');
}
