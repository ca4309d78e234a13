import { dayNumber } from '../time/instant.js';
import type { PreparedArticle } from './prepare-article.js';
import { longestApartMs } from './same-story.js';
import { hashWords, numberWords, type Stretch, sumWords, type WordNumbers } from './word-numbers.js';

/** The rules that compare words one by one need as many shared ones. */
const fewestShared = 6;

/** What a plural and an abbreviation have in common with the word in full, at least. */
const stemLength = 3;

/**
 * How many anchors of one place are looked at, in the order in which their stories were begun: news is never so alike, and a
 * flood of headlines made from one pattern must not cost each of them a look at all the others.
 */
export const mostAtOnePlace = 200;

/** How an anchor is filed. */
export interface LookupKeys {
  /**
   * Each is a safe integer: a number that every backend indexes, compares and gives back unchanged. A collision costs one more
   * candidate and never a wrong match.
   */
  readonly keys: readonly number[];
  /** What stands beside each key: see {@link SoughtKey.oneWordFrom}. A safe integer. */
  readonly wordSums: number;
}

/** A key under which an article finds anchors. */
export interface SoughtKey {
  readonly key: number;
  /**
   * The word sums of the article, where only anchors with one word more or one fewer can match: the others need not be read,
   * see `mayBeOneWordApart`. Null where any may.
   */
  readonly oneWordFrom: number | null;
}

/**
 * The keys under which a store files the anchor of a story: how its words begin, the same without a label, its words without
 * their last, middle or first third, and the six words with which it begins. A short headline is filed under its page, and
 * under its words, by which nothing joins it and `explain` finds its like. Five for most.
 */
export function lookupKeys(article: PreparedArticle): LookupKeys {
  const numbers = numberWords(article.words);
  const wordSums = sumWords(numbers);
  if (article.isShort)
    return {
      keys: [...pageKeys(article), ...(article.words.length === 0 ? [] : [hashAll(kinds.short, numbers)])],
      wordSums,
    };
  const { length } = article.words;
  const thirds = length < fewestShared ? [] : thirdsOf(numbers, length);
  const begins = beginningsOf(numbers, article.cut ? [kinds.wholeBegins, kinds.cutBegins] : [kinds.wholeBegins]);
  return { keys: [...new Set([...stemKeys(article), ...thirds, ...begins])], wordSums };
}

/**
 * The keys under which the anchors are filed that an article may match: whatever `matchPrepared` joins by words or by url is
 * filed under one of them. Where one of two headlines has a word more, two of three thirds are left untouched; the thirds are
 * those of the anchor, which is a word shorter or longer then. Two thirds and not less, because a day has hundreds of
 * headlines that begin or end alike. The first six words alone say something only where one of the two was cut. Not what is
 * joined by `source-id` or by equal story keys: a store finds that by those.
 */
export function soughtKeys(article: PreparedArticle): readonly SoughtKey[] {
  if (article.isShort) return pageKeys(article).map(anyOf);
  const numbers = numberWords(article.words);
  const { length } = article.words;
  const begins = beginningsOf(numbers, [article.cut ? kinds.wholeBegins : kinds.cutBegins]);
  const sought = [...new Set([...stemKeys(article), ...begins])].map(anyOf);
  if (length < fewestShared) return sought;
  const oneWordFrom = sumWords(numbers);
  const thirds = [length - 1, length + 1].flatMap((other) => thirdsOf(numbers, other));
  return [...sought, ...thirds.map((key) => ({ key, oneWordFrom }))];
}

/**
 * The UTC days, counted from 1970, whose articles an article may match, ascending: its own, and those that its 14 hours before
 * and after reach into. Two of them; between 10:00 and 14:00 three; its own alone where its source told no more than a date.
 */
export function lookupDays({ publishedAt, isDateOnly }: PreparedArticle): readonly number[] {
  const own = dayNumber(publishedAt);
  if (isDateOnly) return [own];
  return [...new Set([dayNumber(publishedAt - longestApartMs), own, dayNumber(publishedAt + longestApartMs)])];
}

/** Lists of words of different kinds have different hashes; the lengths of headlines come on top. */
const kinds = { url: 1, short: 2, stems: 3, wholeBegins: 4, cutBegins: 5, first: 1_000, last: 2_000, ends: 3_000 };

function anyOf(key: number): SoughtKey {
  return { key, oneWordFrom: null };
}

function pageKeys({ url }: PreparedArticle): readonly number[] {
  return url === null ? [] : [hashAll(kinds.url, numberWords([url]))];
}

/** How the words begin, of the headline and of what is left of it without a label: the same words, a plural, an abbreviation. */
function stemKeys({ words, labels }: PreparedArticle): readonly number[] {
  return [words, ...labels.map(({ rest }) => rest.split(' '))].map((said) =>
    hashAll(kinds.stems, numberWords(said.map((word) => word.slice(0, stemLength)))),
  );
}

/** `length`: how many words the headline has whose thirds are to be found in these. */
function thirdsOf(numbers: WordNumbers, length: number): readonly number[] {
  const end = numbers.first.length;
  const [first, second] = [Math.floor(length / 3), Math.floor((2 * length) / 3)];
  return [
    hashWords(kinds.first + length, numbers, [[0, second]]),
    hashWords(kinds.last + length, numbers, [[end - (length - first), end]]),
    hashWords(kinds.ends + length, numbers, [
      [0, first],
      [end - (length - second), end],
    ]),
  ];
}

function beginningsOf(numbers: WordNumbers, of: readonly number[]): readonly number[] {
  if (numbers.first.length < fewestShared) return [];
  return of.map((kind) => hashWords(kind, numbers, [[0, fewestShared]]));
}

function hashAll(kind: number, numbers: WordNumbers): number {
  const all: Stretch = [0, numbers.first.length];
  return hashWords(kind, numbers, [all]);
}
