import type { EpochMs } from '../contracts/clock.js';
import type { Article } from '../model/article.js';
import type { SentimentScore, StoryScore } from '../model/sentiment.js';
import { derivedScore, nativeScore } from './statement-score.js';

/** The sentiment that a story shows, and the place that it has among all that is known: a lower one is shown. */
export interface StorySentiment {
  readonly rank: number;
  readonly score: SentimentScore;
  /** Of an opinion that stands before what sources state: what is shown without it. Absent where that is nothing. */
  readonly behind?: StorySentiment;
}

/** Of an opinion that was asked to stand before what sources state. */
const preferredRank = -1;
/** Of any other opinion: behind every source, of which there are never so many. */
const derivedRank = 1_000_000;

/** What an article's source states, in its place; null when it states nothing. */
export function nativeSentiment(article: Pick<Article, 'source' | 'sentiment'>, at: EpochMs): StorySentiment | null {
  const score = nativeScore(article.sentiment, article.source, at);
  return score === null || article.sentiment === null ? null : { rank: article.sentiment.priority, score };
}

/** What a scorer said, in its place; null where it has no opinion. */
export function derivedSentiment(given: StoryScore): StorySentiment | null {
  const score = derivedScore(given);
  return score === null ? null : { rank: given.isPreferred ? preferredRank : derivedRank, score };
}

/** Which of two is shown: the one that stands before the other, else the one that came later. */
export function heardFirst(shown: StorySentiment | null, later: StorySentiment | null): StorySentiment | null {
  if (shown === null || later === null) return later ?? shown;
  if (showsPreferred(later)) return standingBefore(later, showsPreferred(shown) ? (shown.behind ?? null) : shown);
  if (showsPreferred(shown)) return standingBefore(shown, heardFirst(shown.behind ?? null, later));
  return later.rank <= shown.rank ? later : shown;
}

function standingBefore({ rank, score }: StorySentiment, behind: StorySentiment | null): StorySentiment {
  return behind === null ? { rank, score } : { rank, score, behind };
}

/** Whether a story shows an opinion of a scorer that nobody asked to stand before the sources. */
export function showsDerived(shown: StorySentiment | null): boolean {
  return shown?.rank === derivedRank;
}

/** Whether a story shows an opinion of a scorer that was asked to stand before the sources. */
export function showsPreferred(
  shown: StorySentiment | null,
): shown is StorySentiment & { readonly rank: typeof preferredRank } {
  return shown?.rank === preferredRank;
}

/**
 * The sentiment of a story from all that is known of it. `articles` in the order in which they were committed, `scores` in the
 * order in which they were given: of the preferred ones, and of the others, the last one counts, also where it is silent.
 */
export function storySentiment(
  articles: readonly (Pick<Article, 'source' | 'sentiment'> & { readonly firstSeenAt: EpochMs })[],
  scores: readonly StoryScore[],
): StorySentiment | null {
  const last = (isPreferred: boolean) => {
    const given = scores.findLast((score) => score.isPreferred === isPreferred);
    return given === undefined ? null : derivedSentiment(given);
  };
  const known = [last(false), ...articles.map((article) => nativeSentiment(article, article.firstSeenAt)), last(true)];
  return known.reduce(heardFirst, null);
}

/** Whether an opinion says something that the last one of its model, of those given so far, does not say already. */
export function addsToScores(given: readonly StoryScore[], { model, opinion, isPreferred }: StoryScore): boolean {
  const last = given.findLast((score) => score.model === model);
  if (last === undefined) return opinion !== null;
  return (
    last.opinion?.score !== opinion?.score ||
    last.opinion?.confidence !== opinion?.confidence ||
    (isPreferred && !last.isPreferred)
  );
}
