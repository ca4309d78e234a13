import { HOUR_MS } from '../time/instant.js';
import { compareWords, type WordComparison, type WordDifference } from './compare-words.js';
import type { HeadlineFacts } from './facts.js';
import { endsPlace } from './places.js';
import { type PreparedArticle, prepareArticle, type StoryArticle } from './prepare-article.js';

/** By what two articles were found to carry one story. */
export type MatchRule = 'same' | 'label' | Exclude<WordComparison, WordDifference> | 'url' | 'source-id';

/** Why two articles do not carry one story: the first guard that keeps them apart, or how their words differ. */
export type MismatchReason =
  | 'too-far-apart'
  | 'other-date'
  | 'too-few-words'
  | 'currencies-differ'
  | 'bracketed-numbers-differ'
  | 'ratings-differ'
  | 'no-shared-tag'
  | WordDifference;

/** Whether two articles carry one story, and why. */
export type StoryMatch =
  | { readonly match: true; readonly rule: MatchRule }
  | { readonly match: false; readonly reason: MismatchReason };

/** The longest time by which two articles of one story are published apart, unless their keys are equal. */
export const longestApartMs = 14 * HOUR_MS;

/**
 * Whether two articles carry one story. Symmetric, not transitive; takes time in proportion to the headlines. Built to
 * be wrong as seldom as can be when it says yes: a story that is shown twice does less harm than one that is hidden.
 *
 * An article published at midnight in UTC, to the millisecond, is taken for one whose source told no more than a date: it
 * matches articles of that date and of no other. So a time of exactly midnight keeps apart what was published just before.
 *
 * Throws a RangeError when a `publishedAt` names no instant.
 */
export function sameStory(a: StoryArticle, b: StoryArticle): StoryMatch {
  return matchPrepared(prepareArticle(a), prepareArticle(b));
}

/** {@link sameStory} of articles that are prepared, so that one can be held against many. */
export function matchPrepared(a: PreparedArticle, b: PreparedArticle): StoryMatch {
  if (a.storyKey === b.storyKey) return by('same');
  const separation = apartInTime(a, b);
  return separation === null ? matchWords(a, b) : apart(separation);
}

function apartInTime(a: PreparedArticle, b: PreparedArticle): MismatchReason | null {
  if (a.isDateOnly || b.isDateOnly) return a.date === b.date ? null : 'other-date';
  return Math.abs(a.publishedAt - b.publishedAt) > longestApartMs ? 'too-far-apart' : null;
}

/** Whether two articles would carry one story if they were published at one time. */
export function matchWords(a: PreparedArticle, b: PreparedArticle): StoryMatch {
  if (a.isShort || b.isShort) return matchShort(a, b);
  const contradiction = contradictionOf(a.facts, b.facts);
  if (contradiction !== null) return apart(contradiction);
  if (a.key === b.key) return by('same');
  if (isLabelled(a, b) || isLabelled(b, a) || sayTheSame(a, b)) return by('label');
  const comparison = compareWords(a, b);
  switch (comparison) {
    case 'cut':
    case 'extra':
    case 'abbr':
    case 'plural':
      return by(comparison);
    default:
      return apart(comparison);
  }
}

function by(rule: MatchRule): StoryMatch {
  return { match: true, rule };
}

function apart(reason: MismatchReason): StoryMatch {
  return { match: false, reason };
}

/** A page that two short headlines lead to says that they are one; between a short and a long one it may be a mere list. */
function matchShort(a: PreparedArticle, b: PreparedArticle): StoryMatch {
  if (a.sourceId !== null && a.sourceId === b.sourceId && a.source === b.source) return by('source-id');
  return a.url !== null && a.url === b.url ? by('url') : apart('too-few-words');
}

function contradictionOf(a: HeadlineFacts, b: HeadlineFacts): MismatchReason | null {
  if (a.currencies.length > 0 && b.currencies.length > 0 && !areEqual(a.currencies, b.currencies)) {
    return 'currencies-differ';
  }
  if (!areEqual(a.bracketedNumbers, b.bracketedNumbers)) return 'bracketed-numbers-differ';
  if (!areEqual(a.ratings, b.ratings)) return 'ratings-differ';
  const isForeign = (tag: string) => !b.tags.includes(tag);
  return a.tags.length > 0 && b.tags.length > 0 && a.tags.every(isForeign) ? 'no-shared-tag' : null;
}

function areEqual(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && left.every((value, at) => value === right[at]);
}

/** A place is no label: it says where what is said is so. */
function isLabelled(labelled: PreparedArticle, plain: PreparedArticle): boolean {
  return labelled.labels.some(({ who, rest }) => rest === plain.key && !endsPlace(who));
}

/** `Snowden: rest` and `rest: Edward Snowden`. */
function sayTheSame(a: PreparedArticle, b: PreparedArticle): boolean {
  return a.labels.some((left) => b.labels.some(({ who, rest }) => who === left.who && rest === left.rest));
}
