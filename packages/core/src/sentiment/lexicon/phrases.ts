import { compilePhrases, type PhraseNode } from './compile.js';
import { families } from './data/families.js';

let compiled: PhraseNode | undefined;

/** The phrases as they are searched: made once, when the first headline is read. */
export function lexiconPhrases(): PhraseNode {
  compiled ??= compilePhrases(families);
  return compiled;
}
