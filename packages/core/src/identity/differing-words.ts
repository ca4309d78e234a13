import type { MatchedArticle } from './nearest-story.js';
import { firstHeadline } from './story-history.js';

/** The words between what two headlines have in common at the beginning and at the end, as they are written there. */
export interface DifferingWords {
  readonly here: readonly string[];
  readonly there: readonly string[];
}

export function differingWords(here: MatchedArticle, there: MatchedArticle): DifferingWords {
  const [left, right] = [here.prepared.words, there.prepared.words];
  const least = Math.min(left.length, right.length);
  let before = 0;
  while (before < least && left[before] === right[before]) before += 1;
  let behind = 0;
  while (behind < least - before && left.at(-1 - behind) === right.at(-1 - behind)) behind += 1;
  return {
    here: written(left.slice(before, left.length - behind), here),
    there: written(right.slice(before, right.length - behind), there),
  };
}

const separators = /[^\p{L}\p{N}]+/u;

function written(words: readonly string[], { article }: MatchedArticle): readonly string[] {
  if (words.length === 0) return words;
  const known = new Map<string, string>();
  for (const word of firstHeadline(article).split(separators)) {
    const folded = word.toLowerCase();
    if (!known.has(folded)) known.set(folded, word);
  }
  return words.map((word) => known.get(word) ?? word);
}
