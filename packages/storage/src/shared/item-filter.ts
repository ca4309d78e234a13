import type { ItemQuery, StoryRecord } from '@ingest/core';
import { foldWord, wordsOf } from './words.js';

/** Whether a story is one that a query asks for, by all but its limit and its instant. */
export function itemFilter(query: ItemQuery): (story: StoryRecord) => boolean {
  const { tickers, sources, since, until, search, minPublishers = 0 } = query;
  const words = search === undefined ? [] : wordsOf(search).map(foldWord);
  if (search !== undefined && words.length === 0) return () => false;
  return (story) =>
    (tickers === undefined || tickers.some((ticker) => story.tickers.includes(ticker))) &&
    (sources === undefined || sources.some((source) => story.sources.includes(source))) &&
    (since === undefined || story.publishedAt >= since) &&
    (until === undefined || story.publishedAt < until) &&
    story.publishers.length >= minPublishers &&
    (words.length === 0 || holdsAll(story, words));
}

function holdsAll({ headline, description }: StoryRecord, words: readonly string[]): boolean {
  const held = new Set(wordsOf(`${headline} ${description ?? ''}`).map(foldWord));
  return words.every((word) => held.has(word));
}
