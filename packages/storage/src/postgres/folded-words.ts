import { createHash } from 'node:crypto';
import { foldedWordsOf } from '../shared/words.js';

/** Longer words are kept as a hash: an index takes no entry of some thousand bytes. In characters. */
const longestWord = 100;

/** The words of a story's text as a search compares them, each once. */
export function foldedWords({ headline, description }: Text): readonly string[] {
  return searchedWords(`${headline} ${description ?? ''}`);
}

interface Text {
  readonly headline: string;
  readonly description: string | null;
}

/** The words of a search as they stand in the index. */
export function searchedWords(text: string): readonly string[] {
  return foldedWordsOf(text).map((word) =>
    word.length <= longestWord ? word : createHash('sha256').update(word).digest('hex'),
  );
}
