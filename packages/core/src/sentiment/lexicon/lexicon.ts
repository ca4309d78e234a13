import type { Scorer } from '../../contracts/scorer.js';
import { compilePhrases, type PhraseNode } from './compile.js';
import { families } from './data/families.js';
import { lexiconHash } from './hash.js';
import { opinionOf } from './opinion.js';

let compiled: PhraseNode | undefined;
let hash: string | undefined;

/** The phrases as they are searched: made once, when the first headline is read. */
export function lexiconPhrases(): PhraseNode {
  compiled ??= compilePhrases(families);
  return compiled;
}

/**
 * The built-in scorer: words and rules, for English headlines. It looks at nothing but the text, learns nothing and sends nothing
 * anywhere. No opinion where no known word is evidence of anything, which is about half of all headlines.
 */
export function lexicon(): Scorer {
  return {
    name: 'lexicon',
    version: '1',
    get hash() {
      hash ??= lexiconHash();
      return hash;
    },
    isQuick: true,
    async score(items, { signal }) {
      signal.throwIfAborted();
      const phrases = lexiconPhrases();
      return items.map(({ headline }) => {
        const opinion = opinionOf(headline, phrases);
        signal.throwIfAborted();
        return opinion === null ? null : { score: opinion.score, confidence: opinion.confidence };
      });
    },
  };
}
