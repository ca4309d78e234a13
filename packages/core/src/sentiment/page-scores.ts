import type { EpochMs } from '../contracts/clock.js';
import type { ScorerOpinion } from '../contracts/scorer.js';
import type { StoryRecord } from '../identity/merge-article.js';
import type { GivenScore } from '../identity/page.js';
import type { StoryScore } from '../model/sentiment.js';
import { derivedSentiment, showsDerived } from './story-sentiment.js';

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
 * The opinion that a story shows from this page on: of the headline that it shows, where no source states anything. An opinion of
 * a headline that is not shown any more ends with it. Null: nothing changes.
 */
export function givenScore({ before, after }: TouchedStory, scores: PageScores | null, at: EpochMs): GivenScore | null {
  const { storyKey, headline, sentiment } = after;
  const isStale = showsDerived(sentiment) && before?.headline !== headline;
  if (sentiment !== null && !isStale) return null;
  // What has no opinion now has none until its headline changes, or it is scored anew.
  if (before !== null && before.headline === headline) return null;
  const opinion = scores?.opinions.get(headline) ?? null;
  if (opinion === null && !isStale) return null;
  const model = scores?.model ?? sentiment?.score.model;
  if (model === undefined) return null;
  return { storyKey, score: { model, at, opinion, isPreferred: false } };
}

/** The story with what {@link givenScore} gave it. */
export function withGivenScore(story: StoryRecord, score: StoryScore): StoryRecord {
  return { ...story, sentiment: derivedSentiment(score) };
}
