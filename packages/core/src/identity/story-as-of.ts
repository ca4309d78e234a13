import type { EpochMs } from '../contracts/clock.js';
import { storySentiment } from '../sentiment/story-sentiment.js';
import { attachArticle, newStory, type StoryRecord } from './merge-article.js';
import { articleIdentity } from './place-page.js';
import type { ArticleHistory, StoryHistory } from './story-history.js';

/** A story as a store knew it at some instant. */
export interface StoryThen {
  readonly story: StoryRecord;
  /** Those that were seen by then, with the texts, tickers and revisions of then. */
  readonly articles: readonly ArticleHistory[];
}

/**
 * What was known of a story at an instant: nothing that was seen later is in it, so that a test of the past does not look ahead.
 * Null when the story was not stored by then.
 */
export function storyAsOf(history: Omit<StoryHistory, 'keys'>, at: EpochMs): StoryThen | null {
  const { storyKey, source, isFailover, ingestedAt } = history;
  const articles = history.articles
    .filter(({ firstSeenAt }) => firstSeenAt <= at)
    .map((article) => articleAsOf(article, at));
  const [first, ...others] = articles;
  if (ingestedAt > at || first === undefined) return null;
  let story = newStory({ article: first, identity: articleIdentity(first), storyKey }, ingestedAt, isFailover);
  for (const article of others)
    story = attachArticle(story, { article, identity: articleIdentity(article) }, article.firstSeenAt);
  const revision = articles.reduce((sum, { earlier }) => sum + earlier.length, 0);
  const scores = history.scores.filter((score) => score.at <= at);
  return { story: { ...story, source, revision, sentiment: storySentiment(articles, scores) }, articles };
}

function articleAsOf(article: ArticleHistory, at: EpochMs): ArticleHistory {
  const { headline, description } = article.earlier.find(({ replacedAt }) => replacedAt > at) ?? article;
  const isKnown = ({ seenAt }: { readonly seenAt: EpochMs }) => seenAt <= at;
  const later = article.addedTickers.filter((added) => !isKnown(added)).map(({ ticker }) => ticker);
  return {
    ...article,
    headline,
    description,
    tickers: article.tickers.filter((ticker) => !later.includes(ticker)),
    addedTickers: article.addedTickers.filter(isKnown),
    earlier: article.earlier.filter(({ replacedAt }) => replacedAt <= at),
  };
}
