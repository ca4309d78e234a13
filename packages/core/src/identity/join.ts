import type { EpochMs } from '../contracts/clock.js';
import type { StoryKey } from '../model/primitives.js';
import { lookupDays, type SoughtKey, soughtKeys } from './lookup-keys.js';
import type { PreparedArticle } from './prepare-article.js';
import { type MatchRule, matchPrepared } from './same-story.js';

/**
 * The article that a story was begun with, as it came then. Others join the story when they match it, and it alone: matching is
 * not transitive, so a story is a star round its anchor and never a chain.
 */
export interface Anchor {
  /** Of its story. */
  readonly storyKey: StoryKey;
  readonly prepared: PreparedArticle;
}

/** A story that an article joins. */
export interface Join {
  readonly storyKey: StoryKey;
  /** When the anchor of the story was published. */
  readonly anchoredAt: EpochMs;
  readonly rule: MatchRule;
}

/** A place where anchors are filed: a UTC day, counted from 1970, and a lookup key. */
export interface LookupPlace extends SoughtKey {
  readonly day: number;
}

/** Where the anchors are filed that an article may match. */
export function lookupPlaces(article: PreparedArticle): readonly LookupPlace[] {
  const sought = soughtKeys(article);
  return lookupDays(article).flatMap((day) => sought.map(({ key, oneWordFrom }) => ({ day, key, oneWordFrom })));
}

/** Of the anchors that an article matches the one that was published first, by `(publishedAt, storyKey)`; null: a new story. */
export function joinOf(article: PreparedArticle, anchors: Iterable<Anchor>): Join | null {
  let best: Join | null = null;
  for (const { storyKey, prepared } of anchors) {
    const match = matchPrepared(article, prepared);
    if (match.match) best = earlierOf(best, { storyKey, anchoredAt: prepared.publishedAt, rule: match.rule });
  }
  return best;
}

export function earlierOf(left: Join | null, right: Join | null): Join | null {
  if (left === null || right === null) return left ?? right;
  if (left.anchoredAt !== right.anchoredAt) return left.anchoredAt < right.anchoredAt ? left : right;
  return left.storyKey <= right.storyKey ? left : right;
}
