import { hash } from 'node:crypto';
import { utcDate } from '../time/instant.js';
import type { PreparedArticle } from './prepare-article.js';
import { longestApartMs } from './same-story.js';

const edgeWords = 3;

/**
 * The keys under which a store files an article to find those it may match: two articles that `matchPrepared` joins by
 * their words or their url share at least one. Not those it joins by `source-id`, nor every two with equal story keys: these
 * a store finds by the article's identity and by the story key. Usually three to five; a short headline has one or none.
 *
 * Each is 64 bits as 16 hex characters: a string that every backend indexes, compares and gives back unchanged, where a
 * 64-bit integer is a BigInt here, a lossy number there. A collision costs one more candidate and never a wrong match.
 */
export function lookupKeys(article: PreparedArticle): readonly string[] {
  const { isShort, url, words, key, labels } = article;
  if (isShort) return url === null ? [] : [hashOf('url', url)];
  return [
    ...new Set([
      hashOf('said', key),
      ...labels.map(({ rest }) => hashOf('said', rest)),
      hashOf('first', words.slice(0, edgeWords).join(' ')),
      hashOf('last', words.slice(-edgeWords).join(' ')),
    ]),
  ];
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
