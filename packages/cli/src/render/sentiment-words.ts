import type { SentimentLabel, SentimentScore } from '@ingest/core';
import { lowConfidence } from '../sentiment/summarise.js';

/** A sign a label, so that nothing hangs on colour. */
export const labelSigns = { positive: '+', neutral: '=', negative: '-' } as const satisfies Record<
  SentimentLabel,
  string
>;

/** `+ 0.62 0.81`: label, score and confidence; `?` marks a low one. A label without a number is said in words. */
export function sentimentWords({
  label,
  score,
  confidence,
}: Pick<SentimentScore, 'label' | 'score' | 'confidence'>): string {
  return `${labelSigns[label]} ${score === null ? label : Math.abs(score).toFixed(2)} ${confidenceWords(confidence)}`;
}

/** `0.81`, `0.55?`, or that nobody stated it. */
function confidenceWords(confidence: number | null): string {
  if (confidence === null) return 'not stated';
  return `${confidence.toFixed(2)}${confidence < lowConfidence ? '?' : ''}`;
}

/** `+0.18`; a dash for none. */
export function signedScore(score: number | null, dash: string): string {
  if (score === null) return dash;
  const text = Math.abs(score).toFixed(2);
  return score < 0 && text !== '0.00' ? `-${text}` : `+${text}`;
}
