import { isPlace, mayBeAnotherPlace } from './places.js';
import type { PreparedArticle } from './prepare-article.js';
import { isNumber, isPeriod, isRomanNumber, isTurning } from './turning-words.js';

/** How two lists of words that differ can still say the same, or why they do not. */
export type WordComparison = 'cut' | 'extra' | 'abbr' | 'plural' | WordDifference;

export type WordDifference =
  | 'words-differ'
  | 'one-word-differs'
  | 'too-few-shared-words'
  | 'extra-number'
  | 'extra-turning-word'
  | 'extra-period'
  | 'extra-name'
  | 'extra-first-word';

const fewestShared = 6;
const shortestStem = 3;

/** Compares two headlines with different keys, word by word in their order. Symmetric. */
export function compareWords(a: PreparedArticle, b: PreparedArticle): WordComparison {
  const [shorter, longer] = a.words.length <= b.words.length ? [a, b] : [b, a];
  const before = commonBeginning(shorter.words, longer.words);
  if (isCut(shorter, longer, before) || isCut(longer, shorter, before)) return 'cut';
  const missing = longer.words.length - shorter.words.length;
  if (missing > 1 || !sameFrom(shorter.words, before + 1 - missing, longer.words, before + 1)) return 'words-differ';
  return missing === 1 ? compareExtra(longer, before) : compareOne(shorter, longer, before);
}

function commonBeginning(left: readonly string[], right: readonly string[]): number {
  let at = 0;
  while (at < left.length && left[at] === right[at]) at += 1;
  return at;
}

function sameFrom(left: readonly string[], leftAt: number, right: readonly string[], rightAt: number): boolean {
  for (let step = 0; leftAt + step < left.length; step += 1) {
    if (left[leftAt + step] !== right[rightAt + step]) return false;
  }
  return true;
}

/** Six whole words agree, and then the beginning of a word. Of a number a beginning says nothing. */
function isCut(cut: PreparedArticle, whole: PreparedArticle, before: number): boolean {
  if (!cut.cut || before < fewestShared) return false;
  const fragment = cut.words[before];
  if (fragment === undefined) return true;
  if (before !== cut.words.length - 1 || isNumber(fragment) || isRomanNumber(fragment)) return false;
  return whole.words[before]?.startsWith(fragment) === true;
}

function compareExtra(longer: PreparedArticle, at: number): WordComparison {
  const word = longer.words[at] ?? '';
  // What stands last before a cut may be the beginning of any word, and not the only one more.
  if (longer.cut && at === longer.words.length - 1) return 'words-differ';
  if (isNumber(word) || isRomanNumber(word)) return 'extra-number';
  if (isTurning(word)) return 'extra-turning-word';
  if (isPeriod(word)) return 'extra-period';
  const isOwner = at === 0 && longer.beginsWithOwner;
  if (!isOwner && (isPlace(word) || isLetter(word))) return 'extra-name';
  if (longer.words.length <= fewestShared) return 'too-few-shared-words';
  return at === 0 && !isOwner ? 'extra-first-word' : 'extra';
}

/** `Class B`, `Vitamin D`, `Model S`: which one of a row. */
function isLetter(word: string): boolean {
  return [...word].length === 1;
}

function compareOne(a: PreparedArticle, b: PreparedArticle, at: number): WordComparison {
  const [word = '', longerWord = ''] = [a.words[at], b.words[at]].sort(byLength);
  const shortened = a.words[at] === word ? a : b;
  const isPlural = longerWord === `${word}s` && word.length >= shortestStem && !word.endsWith('s');
  const isAbbreviation =
    shortened.abbreviations.has(word) &&
    longerWord.startsWith(word) &&
    !isTurning(word) &&
    !isTurning(longerWord) &&
    !mayBeAnotherPlace(word, longerWord);
  if ((!isPlural && !isAbbreviation) || isNumber(longerWord)) return 'one-word-differs';
  if (a.words.length < fewestShared) return 'too-few-shared-words';
  return isPlural ? 'plural' : 'abbr';
}

function byLength(left = '', right = ''): number {
  return left.length - right.length;
}
