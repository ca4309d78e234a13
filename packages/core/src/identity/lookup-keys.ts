import { hash } from 'node:crypto';
import { utcDate } from '../time/instant.js';
import type { PreparedArticle } from './prepare-article.js';
import { longestApartMs } from './same-story.js';

/** The rules that compare words one by one need as many shared ones. */
const fewestShared = 6;

/** What a plural and an abbreviation have in common with the word in full, at least. */
const stemLength = 3;

/**
 * How many anchors of one place are looked at, in the order in which their stories were begun: news is never so alike, and a
 * flood of headlines made from one pattern must not cost each of them a look at all the others.
 */
export const mostAtOnePlace = 200;

/**
 * The keys under which a store files the anchor of a story: what it says in one piece, the same without a label, the beginnings
 * of its words, its words without their last, middle or first third, and the six words with which it begins. A short headline
 * is filed under its page, and under its words, by which nothing joins it and `explain` finds its like. Six for most.
 *
 * Each is 64 bits as 16 hex characters: a string that every backend indexes, compares and gives back unchanged, where a
 * 64-bit integer is a BigInt here, a lossy number there. A collision costs one more candidate and never a wrong match.
 */
export function lookupKeys(article: PreparedArticle): readonly string[] {
  if (article.isShort) return [...pageKeys(article), ...(article.key === '' ? [] : [hashOf('short', article.key)])];
  return keysFor(article, [article.words.length], article.cut ? ['whole', 'cut'] : ['whole']);
}

/**
 * The keys under which the anchors are filed that an article may match: whatever `matchPrepared` joins by words or by url is
 * filed under one of them. Where one of two headlines has a word more, two of three thirds are left untouched; the thirds are
 * those of the anchor, which is a word shorter or longer then. Two thirds and not less, because a day has hundreds of
 * headlines that begin or end alike. The first six words alone say something only where one of the two was cut. Not what is
 * joined by `source-id` or by equal story keys: a store finds that by those.
 */
export function soughtKeys(article: PreparedArticle): readonly string[] {
  if (article.isShort) return pageKeys(article);
  const { length } = article.words;
  return keysFor(article, [length - 1, length + 1], [article.cut ? 'whole' : 'cut']);
}

function pageKeys({ url }: PreparedArticle): readonly string[] {
  return url === null ? [] : [hashOf('url', url)];
}

/** `lengths`: how many words the headline has, whose thirds are to be found in these. `beginnings`: of which headlines. */
function keysFor(
  { words, key, labels }: PreparedArticle,
  lengths: readonly number[],
  beginnings: readonly ('whole' | 'cut')[],
): readonly string[] {
  const said = [key, ...labels.map(({ rest }) => rest)].map((text) => hashOf('said', text));
  if (words.length < fewestShared) return [...new Set(said)];
  const stems = words.map((word) => word.slice(0, stemLength));
  const thirds = lengths.flatMap((length) => {
    const [first, second] = [Math.floor(length / 3), Math.floor((2 * length) / 3)];
    return [
      hashOf(`${length} first`, words.slice(0, second).join(' ')),
      hashOf(`${length} last`, words.slice(first - length).join(' ')),
      hashOf(`${length} ends`, [...words.slice(0, first), ...words.slice(second - length)].join(' ')),
    ];
  });
  const beginning = words.slice(0, fewestShared).join(' ');
  const begins = beginnings.map((kind) => hashOf(`${kind} begins`, beginning));
  return [...new Set([...said, hashOf('stems', stems.join(' ')), ...thirds, ...begins])];
}

/**
 * The UTC dates whose articles an article may match, ascending: its own, and those that its 14 hours before and after reach
 * into. Two of them; between 10:00 and 14:00 three; its own alone where its source told no more than a date.
 */
export function lookupDates({ publishedAt, isDateOnly, date }: PreparedArticle): readonly string[] {
  if (isDateOnly) return [date];
  return [...new Set([utcDate(publishedAt - longestApartMs), date, utcDate(publishedAt + longestApartMs)])];
}

function hashOf(kind: string, text: string): string {
  return hash('sha256', `${kind}|${text}`).slice(0, 16);
}
