import type { EpochMs } from '../contracts/clock.js';
import type { ScorerOpinion } from '../contracts/scorer.js';
import type { StoryRecord } from '../identity/merge-article.js';
import type { StoryScore } from '../model/sentiment.js';
import { derivedSentiment, type StorySentiment, showsDerived, showsPreferred } from './story-sentiment.js';

/** What a scorer said of the headlines of a page. */
export interface PageScores {
  /** Who scored, such as `lexicon@1`. */
  readonly model: string;
  /** By headline; null where it has no opinion. A headline that is not there was not scored. */
  readonly opinions: ReadonlyMap<string, ScorerOpinion | null>;
}

/** A story that a page began or changed. */
export interface TouchedStory {
  /** As it was; null: it is new. */
  readonly before: StoryRecord | null;
  readonly after: StoryRecord;
}

/**
 * What is given to a story whose headline is new: the opinion on that, where no source states anything. An opinion of a headline
 * that is not shown any more ends with it, also one that stood before what sources state: those are heard again.
 */
export function givenScores(
  { before, after }: TouchedStory,
  scores: PageScores | null,
  at: EpochMs,
): readonly StoryScore[] {
  const { headline, sentiment } = after;
  // What has no opinion now has none until its headline changes, or it is scored anew.
  if (before?.headline === headline) return [];
  if (!showsPreferred(sentiment)) return opinionOn(headline, sentiment, scores, at);
  const ended = { model: sentiment.score.model, at, opinion: null, isPreferred: true };
  return [ended, ...opinionOn(headline, sentiment.behind ?? null, scores, at)];
}

/** The opinion that takes the place of what a story with another headline showed; none: that stays. */
function opinionOn(
  headline: string,
  shown: StorySentiment | null,
  scores: PageScores | null,
  at: EpochMs,
): readonly StoryScore[] {
  if (shown !== null && !showsDerived(shown)) return [];
  const opinion = scores?.opinions.get(headline) ?? null;
  const model = scores?.model ?? shown?.score.model;
  if (model === undefined || (opinion === null && shown === null)) return [];
  return [{ model, at, opinion, isPreferred: false }];
}

/** The story with what {@link givenScores} gave it. */
export function withGivenScores(story: StoryRecord, given: readonly StoryScore[]): StoryRecord {
  return { ...story, sentiment: given.reduce(shownAfter, story.sentiment) };
}

function shownAfter(shown: StorySentiment | null, given: StoryScore): StorySentiment | null {
  return given.isPreferred ? (shown?.behind ?? null) : derivedSentiment(given);
}
