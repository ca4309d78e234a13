import * as z from 'zod';
import { instant } from './primitives.js';
import { ticker } from './ticker.js';

/** Good news, bad news, or neither. */
export const sentimentLabel = z.enum(['positive', 'neutral', 'negative']);
export type SentimentLabel = z.infer<typeof sentimentLabel>;

/** How good or bad the news is, who says so and how sure that is. Absent where nobody said anything: a score is never invented. */
export const sentimentScore = z
  .object({
    score: z.number().min(-1).max(1).nullable().describe('−1…1; null when a provider gave only a label.'),
    confidence: z.number().min(0).max(1).nullable().describe('0…1 as measured or stated; null is “not stated”.'),
    label: sentimentLabel,
    nativeLabel: z.string().optional().describe('The provider’s own word.'),
    origin: z.enum(['provider', 'derived']),
    model: z.string().describe('Who scored, such as `alphavantage` or `lexicon@1`.'),
    scope: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('article') }),
      z.object({ kind: z.literal('ticker'), ticker }),
    ]),
    calculatedAt: instant,
  })
  .describe('A sentiment score with its origin.');
export type SentimentScore = z.infer<typeof sentimentScore>;

/** From this score on news is good, and from its negative on bad; what lies between is neither. */
export const labelThreshold = 0.33;

/** The label of a score that came without one. */
export function labelOf(score: number): SentimentLabel {
  if (score >= labelThreshold) return 'positive';
  return score <= -labelThreshold ? 'negative' : 'neutral';
}
