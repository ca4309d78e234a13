import type { ScorerOpinion } from '../../contracts/scorer.js';
import { calibration, type EvidenceClass } from './calibration.js';
import { findComparisons } from './comparisons.js';
import { markBit, type PhraseNode } from './compile.js';
import { questionWords } from './data/turns.js';
import { calmed, scale } from './data/weights.js';
import { distinctHits } from './distinct.js';
import { findLinks, findWords } from './hits.js';
import { isEnglish } from './language.js';
import { readTokens, type Token } from './tokens.js';
import { readUnits, type StepCounter, type Unit } from './units.js';
import { sumOf } from './weigh.js';

/** An opinion, and how much evidence it rests on. */
export interface LexiconOpinion extends ScorerOpinion {
  readonly confidence: number;
  readonly evidence: EvidenceClass;
}

/** What the lexicon says of a headline; null where it is not in English or says nothing that is known. */
export function opinionOf(
  headline: string,
  phrases: PhraseNode,
  counter: StepCounter = { steps: 0 },
): LexiconOpinion | null {
  const tokens = readTokens(headline);
  if (!isEnglish(headline, tokens)) return null;
  const units = readUnits(tokens, phrases, counter);
  const used = new Set<Unit>();
  const hits = [...findLinks(units, used, counter), ...findComparisons(units, tokens, used, counter)];
  const paired = new Set(used);
  hits.push(...findWords(units, used));
  if (hits.length === 0) return null;
  const sum = sumOf(distinctHits(hits), units, paired, tokens);
  const score = Math.tanh((sum * (isCalm(headline, tokens, units) ? calmed : 1)) / scale);
  return { score, ...sureness(score) };
}

const calm = markBit('calm');
const asking = new Set(questionWords.split(' '));

/** Whether the headline announces, previews, appoints, explains or asks, so that nothing has happened yet. */
function isCalm(headline: string, tokens: readonly Token[], units: readonly Unit[]): boolean {
  return (
    headline.trimEnd().endsWith('?') ||
    asking.has(tokens[1]?.text ?? '') ||
    units.some(({ meaning }) => ((meaning?.marks ?? 0) & calm) !== 0)
  );
}

function sureness(score: number): { confidence: number; evidence: EvidenceClass } {
  const strength = Math.abs(score);
  const [first, ...others] = calibration.classes;
  const found = others.reduce((best, one) => (strength >= one.from ? one : best), first);
  return { confidence: found.confidence, evidence: found.name };
}
