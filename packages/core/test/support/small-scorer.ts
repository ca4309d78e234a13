import type { Scorer, ScorerOpinion } from '../../src/contracts/scorer.js';
import type { ScorerCase, ScorerSubject } from '../../src/testing/index.js';

/** What the smallest scorer that is right says of a text. */
export function smallOpinion(text: string): ScorerOpinion | null {
  if (/rises|wins|beats/.test(text)) return { score: 0.5, confidence: 0.6 };
  return /falls|plunge|loss/.test(text) ? { score: -0.5, confidence: 0.6 } : null;
}

/** The smallest scorer that is right, or one that is changed. */
export function smallScorer(changes: Partial<Scorer> = {}): Scorer {
  return {
    name: 'small',
    version: '1',
    hash: 'abcdef0123456789',
    async score(items, { signal }) {
      signal.throwIfAborted();
      const opinions = items.map(({ headline }) => smallOpinion(headline));
      signal.throwIfAborted();
      return opinions;
    },
    ...changes,
  };
}

/** A scorer whose opinions are changed, and nothing else. */
export function changedOpinions(
  change: (opinions: (ScorerOpinion | null)[], texts: readonly string[]) => readonly (ScorerOpinion | null)[],
): Scorer {
  return smallScorer({
    async score(items, { signal }) {
      signal.throwIfAborted();
      const texts = items.map(({ headline }) => headline);
      const opinions = change(texts.map(smallOpinion), texts);
      signal.throwIfAborted();
      return opinions;
    },
  });
}

/** The names of the cases that fail. */
export async function failuresOf(cases: readonly ScorerCase[], subject: ScorerSubject): Promise<string[]> {
  const failed: string[] = [];
  for (const { name, run } of cases) await run(subject).catch(() => failed.push(name));
  return failed;
}
