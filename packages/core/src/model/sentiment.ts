import * as z from 'zod';
import type { EpochMs } from '../contracts/clock.js';
import type { ScorerOpinion } from '../contracts/scorer.js';
import { instant } from './primitives.js';
import { type Ticker, ticker } from './ticker.js';

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

/** What a source states, in our scale; at least one of score and label is its own. */
export interface NativeStatement {
  /** −1…1; null when the source gave a label alone. */
  readonly score: number | null;
  readonly label: SentimentLabel;
  /** The source’s own word for the label. */
  readonly nativeLabel?: string;
  /** 0…1 as the source states it. */
  readonly confidence: number | null;
}

/** What a source says of one ticker of an article. */
export interface TickerStatement {
  readonly ticker: Ticker;
  /** How much the article is about it, 0…1; null when the source does not say. */
  readonly relevance: number | null;
  /** Null when it says nothing but that. */
  readonly statement: NativeStatement | null;
}

/** What a source says of an article, as it came with it: later words of the source do not change it. */
export interface NativeSentiment {
  /** The place of the source in the chain when the article was committed: a lower one is heard first. */
  readonly priority: number;
  /** Null when it says nothing of the article as a whole. */
  readonly article: NativeStatement | null;
  /** By ticker, each once. */
  readonly tickers: readonly TickerStatement[];
}

/** An opinion of a scorer on a story, as it is kept: never changed, only followed by the next one. */
export interface StoryScore {
  /** Who scored, such as `lexicon@1`. */
  readonly model: string;
  readonly at: EpochMs;
  /** Null: the scorer has none any more, because the headline changed, or because it was asked again and is silent now. */
  readonly opinion: ScorerOpinion | null;
  /** Whether it is shown instead of what sources state. */
  readonly isPreferred: boolean;
}
