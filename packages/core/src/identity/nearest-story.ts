import { type DifferingWords, differingWords } from './differing-words.js';
import type { Anchor, LookupPlace } from './join.js';
import { lookupDays, lookupKeys, soughtKeys } from './lookup-keys.js';
import { type PreparedArticle, prepareArticle } from './prepare-article.js';
import { type MatchRule, type MismatchReason, matchPrepared, matchWords } from './same-story.js';
import { type ArticleHistory, firstHeadline, type StoryHistory } from './story-history.js';

/** An article of a story, as it was matched. */
export interface MatchedArticle {
  readonly article: ArticleHistory;
  readonly prepared: PreparedArticle;
}

/** Why an article that matches the anchor of another story is not there. */
export type Preference =
  /** It has the key of another article of its story. */
  | 'equal-key'
  /** The other story was begun when the article had its place already. */
  | 'came-later'
  /** Its story was published earlier. */
  | 'published-earlier';

/** Why two stories are two. */
export type Separation =
  /** Their anchors do not match, and neither does an article of one the other. */
  | Apart
  /** An article of the story matches the anchor of the other one. */
  | (Crossing & { readonly kind: 'joined-this' })
  /** An article of the other one matches the anchor of the story. */
  | (Crossing & { readonly kind: 'joined-other' })
  /** Two articles match, neither of which is an anchor. */
  | { readonly kind: 'members-match'; readonly rule: MatchRule; readonly article: ArticleHistory }
  /** The anchors match: they were stored when near matches were not joined yet. */
  | { readonly kind: 'anchors-match'; readonly rule: MatchRule };

interface Apart {
  readonly kind: 'apart';
  readonly reason: MismatchReason;
  /** What would keep them apart if they were published at one time; only where the reason is the time. */
  readonly otherReason?: MismatchReason;
  /** Between the headlines that were compared; both sides are empty for the same words. */
  readonly words: DifferingWords;
  /** How many words the shorter of these headlines has that carry meaning. */
  readonly fewestWords: number;
}

interface Crossing {
  readonly rule: MatchRule;
  readonly article: ArticleHistory;
  readonly because: Preference;
}

/** Days on both sides in which neighbours are looked for: what comes daily under one headline is nearly the same. */
const daysAround = 2;

/** The articles of a story with what they were matched by. */
export function matchedArticles({ articles }: StoryHistory): readonly MatchedArticle[] {
  return articles.map((article) => ({
    article,
    prepared: prepareArticle({ ...article, headline: firstHeadline(article) }),
  }));
}

/**
 * Where the stories are filed that are near to these articles, some days around: what they may match, and beyond that what has
 * two thirds of its words, or its beginning, in common with one of them.
 */
export function neighbourPlaces(articles: readonly MatchedArticle[]): readonly LookupPlace[] {
  const places = new Map<string, LookupPlace>();
  for (const { prepared } of articles) {
    const days = lookupDays(prepared);
    for (const key of new Set([...lookupKeys(prepared).keys, ...soughtKeys(prepared).map((sought) => sought.key)]))
      for (let day = Math.min(...days) - daysAround; day <= Math.max(...days) + daysAround; day += 1)
        places.set(`${day} ${key}`, { day, key, oneWordFrom: null });
  }
  return [...places.values()];
}

/** Anchors in the order of their nearness to an article: by the words that they share with it, then by time. */
export function byNearness(own: PreparedArticle, anchors: readonly Anchor[]): readonly Anchor[] {
  const rated = anchors.map((anchor) => ({
    anchor,
    shared: sharedPart(own.words, anchor.prepared.words),
    apart: Math.abs(own.publishedAt - anchor.prepared.publishedAt),
  }));
  rated.sort(
    (left, right) =>
      right.shared - left.shared || left.apart - right.apart || (left.anchor.storyKey < right.anchor.storyKey ? -1 : 1),
  );
  return rated.map(({ anchor }) => anchor);
}

/** Why the articles of two stories were kept apart; the first of each is its anchor. Null when one of the stories has none. */
export function separationOf(these: readonly MatchedArticle[], others: readonly MatchedArticle[]): Separation | null {
  const [anchor] = these;
  const [other] = others;
  if (anchor === undefined || other === undefined) return null;
  const match = matchPrepared(anchor.prepared, other.prepared);
  if (match.match) return { kind: 'anchors-match', rule: match.rule };
  const left = firstMatch(these, [other]);
  if (left !== null) return { kind: 'joined-this', ...told(left), because: preferenceOf(left.one, anchor, other) };
  const right = firstMatch(others, [anchor]);
  if (right !== null) return { kind: 'joined-other', ...told(right), because: preferenceOf(right.one, other, anchor) };
  const members = firstMatch(these, others);
  return members === null ? apartBy(match.reason, anchor, other) : { kind: 'members-match', ...told(members) };
}

function apartBy(reason: MismatchReason, anchor: MatchedArticle, other: MatchedArticle): Apart {
  const otherwise = matchWords(anchor.prepared, other.prepared);
  return {
    kind: 'apart',
    reason,
    ...(otherwise.match || otherwise.reason === reason ? {} : { otherReason: otherwise.reason }),
    words: differingWords(anchor, other),
    fewestWords: Math.min(anchor.prepared.words.length, other.prepared.words.length),
  };
}

interface Found {
  readonly one: MatchedArticle;
  readonly rule: MatchRule;
}

function told({ one, rule }: Found): { readonly rule: MatchRule; readonly article: ArticleHistory } {
  return { rule, article: one.article };
}

function firstMatch(articles: readonly MatchedArticle[], partners: readonly MatchedArticle[]): Found | null {
  for (const one of articles)
    for (const partner of partners) {
      const match = matchPrepared(one.prepared, partner.prepared);
      if (match.match) return { one, rule: match.rule };
    }
  return null;
}

/** Why an article is with the anchor that it is with, and not with another one that it matches too. */
function preferenceOf({ article }: MatchedArticle, own: MatchedArticle, other: MatchedArticle): Preference {
  if (article.joinedBy === 'same') return 'equal-key';
  const isLater = other.article.firstSeenAt > article.firstSeenAt;
  return isLater || other.prepared.publishedAt < own.prepared.publishedAt ? 'came-later' : 'published-earlier';
}

/** How much of all their words two headlines have in common, 0 to 1. */
function sharedPart(left: readonly string[], right: readonly string[]): number {
  const all = new Set([...left, ...right]);
  const known = new Set(right);
  const shared = [...new Set(left)].filter((word) => known.has(word)).length;
  return all.size === 0 ? 0 : shared / all.size;
}
