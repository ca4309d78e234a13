import type { ItemQuery, NativeSentiment, StoryRecord } from '@ingest/core';
import { foldedWordsOf } from './words.js';

/** What is known of a story, as far as a query asks. */
export interface FilteredStory {
  readonly story: StoryRecord;
  readonly articles: readonly { readonly sentiment: NativeSentiment | null }[];
}

/** Whether a story is one that a query asks for, by all but its limit and its instant. */
export function itemFilter(query: ItemQuery): (known: FilteredStory) => boolean {
  const { tickers, sources, since, until, search, minPublishers = 0 } = query;
  const words = search === undefined ? [] : foldedWordsOf(search);
  if (search !== undefined && words.length === 0) return () => false;
  return ({ story, articles }) =>
    (tickers === undefined || tickers.some((ticker) => story.tickers.includes(ticker))) &&
    (sources === undefined || sources.some((source) => story.sources.includes(source))) &&
    (since === undefined || story.publishedAt >= since) &&
    (until === undefined || story.publishedAt < until) &&
    story.publishers.length >= minPublishers &&
    saysSo(story.sentiment, query) &&
    isRelevant(articles, query) &&
    (words.length === 0 || holdsAll(story, words));
}

/** Whether it shows what is asked for, of the story or of one of the tickers. */
function saysSo(shown: StoryRecord['sentiment'], { tickers, sentiments, minConfidence }: ItemQuery): boolean {
  if (sentiments === undefined && minConfidence === undefined) return true;
  if (shown === null) return false;
  const { label, confidence, scope } = shown.score;
  const isAboutOther = tickers !== undefined && scope.kind === 'ticker' && !tickers.includes(scope.ticker);
  return (
    !isAboutOther &&
    (sentiments === undefined || sentiments.includes(label)) &&
    (minConfidence === undefined || (confidence ?? -1) >= minConfidence)
  );
}

/** Whether it is about one of the tickers at least so much, or nobody says how much it is. */
function isRelevant(articles: FilteredStory['articles'], { tickers, minRelevance }: ItemQuery): boolean {
  if (tickers === undefined || minRelevance === undefined) return true;
  const stated = articles
    .flatMap(({ sentiment }) => sentiment?.tickers ?? [])
    .filter(({ ticker, relevance }) => relevance !== null && tickers.includes(ticker));
  return stated.length === 0 || stated.some(({ relevance }) => (relevance ?? 0) >= minRelevance);
}

function holdsAll({ headline, description }: StoryRecord, words: readonly string[]): boolean {
  const held = new Set(foldedWordsOf(`${headline} ${description ?? ''}`));
  return words.every((word) => held.has(word));
}
