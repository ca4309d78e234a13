import type { Scorer } from '../../contracts/scorer.js';
import { lexiconHash } from './version.js';

/**
 * The built-in scorer: words and rules, for English headlines. It looks at nothing but the text, learns nothing and sends nothing
 * anywhere. No opinion where no known word is evidence of anything, which is about half of all headlines. Its lists are loaded
 * with the first headline: most runs of a quiet hour have none.
 */
export function lexicon(): Scorer {
  return {
    name: 'lexicon',
    version: '1',
    hash: lexiconHash,
    isQuick: true,
    async score(items, { signal }) {
      signal.throwIfAborted();
      const { readHeadlines } = await import('./read-headlines.js');
      return readHeadlines(items, signal);
    },
  };
}
