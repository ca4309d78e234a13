import { isDeepStrictEqual } from 'node:util';
import { type Article, type EpochMs, type StoryRecord, type StoryScore, storySentiment } from '@ingest/core';

/** A story as a store keeps it, with what it is made of. */
export interface CheckedStory {
  readonly story: StoryRecord;
  /** In the order in which they were committed. */
  readonly articles: readonly (Article & { readonly firstSeenAt: EpochMs })[];
  readonly scores: readonly StoryScore[];
  /** Whether its key leads to it. */
  readonly isFound: boolean;
}

/** Each rule that a story breaks, in one sentence. */
export function storyProblems({ story, articles, scores, isFound }: CheckedStory): string[] {
  const tickers = new Set(articles.flatMap((article) => article.tickers));
  const sources = new Set(articles.map((article) => article.source));
  const rules: readonly [boolean, string][] = [
    [articles.length > 0, 'has an article'],
    [isFound, 'is found by its key'],
    [hasSame(tickers, story.tickers), 'names the tickers of its articles'],
    [hasSame(sources, story.sources), 'names the sources that carried it'],
    [articles.every((article) => article.publishedAt >= story.publishedAt), 'shows its earliest article'],
    [isDeepStrictEqual(story.sentiment, storySentiment(articles, scores)), 'shows the sentiment that is known of it'],
  ];
  return rules.flatMap(([holds, rule]) => (holds ? [] : [`every story ${rule}: ${story.storyKey} does not`]));
}

function hasSame(set: ReadonlySet<unknown>, list: readonly unknown[]): boolean {
  return set.size === list.length && list.every((value) => set.has(value));
}
