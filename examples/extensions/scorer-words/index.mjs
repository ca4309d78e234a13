import { createHash } from 'node:crypto';

/** What this desk reads as good and as bad. */
const defaults = {
  good: ['beats', 'bonanza', 'rises', 'upgrade', 'wins'],
  bad: ['downgrade', 'falls', 'loss', 'plunge', 'warning'],
};

/** Counts good and bad words. Whoever gives it other words has another scorer, and the hash says so. */
export function createScorer(options = {}) {
  const { good, bad } = { ...defaults, ...options };
  return {
    name: 'words',
    version: '1',
    hash: hashOf([good, bad]),
    isQuick: true,
    async score(items, { signal }) {
      signal.throwIfAborted();
      return items.map(({ headline }) => {
        const opinion = opinionOf(headline, new Set(good), new Set(bad));
        // Also behind the last item: what is stopped in the middle rejects, however quick it is.
        signal.throwIfAborted();
        return opinion;
      });
    },
  };
}

/** Null where no word is known: nothing known is no opinion, and not 0. */
function opinionOf(headline, good, bad) {
  const words = headline.toLowerCase().match(/\p{L}+/gu) ?? [];
  const ups = words.filter((word) => good.has(word)).length;
  const downs = words.filter((word) => bad.has(word)).length;
  if (ups + downs === 0) return null;
  // Nobody has measured how often this is right.
  return { score: (ups - downs) / (ups + downs), confidence: null };
}

/** Of everything that makes its opinions. */
function hashOf(lists) {
  return createHash('sha256').update(JSON.stringify(lists)).digest('hex');
}
