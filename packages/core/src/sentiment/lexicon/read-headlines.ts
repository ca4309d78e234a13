import type { ScorableItem, ScorerOpinion } from '../../contracts/scorer.js';
import { opinionOf } from './opinion.js';
import { lexiconPhrases } from './phrases.js';

/** What the lexicon says of each; throws the signal's reason as soon as that fires. */
export function readHeadlines(items: readonly ScorableItem[], signal: AbortSignal): readonly (ScorerOpinion | null)[] {
  const phrases = lexiconPhrases();
  return items.map(({ headline }) => {
    const opinion = opinionOf(headline, phrases);
    signal.throwIfAborted();
    return opinion === null ? null : { score: opinion.score, confidence: opinion.confidence };
  });
}
