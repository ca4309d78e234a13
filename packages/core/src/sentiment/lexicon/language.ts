import { ambiguousWords, englishWords, foreignWords } from './data/languages.js';
import type { Token } from './tokens.js';

const wordsOf = (list: string) => new Set(list.trim().split(/\s+/));
const english = wordsOf(englishWords);
const foreign = wordsOf(foreignWords);
const ambiguous = wordsOf(ambiguousWords);

const otherScript = /[^\p{Script=Latin}\p{Script=Common}\p{Script=Inherited}]/gu;

/** Whether a headline is in English, as far as its script and its function words tell. */
export function isEnglish(headline: string, tokens: readonly Token[]): boolean {
  // A ticker or a name in another script is fine; a text in it is not.
  const others = headline.match(otherScript)?.length ?? 0;
  if (others * 3 > headline.length) return false;
  let [ours, theirs, either] = [0, 0, 0];
  for (const { text } of tokens) {
    if (english.has(text)) ours += 1;
    if (foreign.has(text)) theirs += 1;
    else if (ambiguous.has(text)) either += 1;
  }
  if (theirs > 0) return theirs + either / 2 < ours;
  return either < 2 || either <= ours;
}
