import * as z from 'zod';
import { isRecord } from '../../is-record.js';

/**
 * What an item of `feed` must have; everything else may be missing or of any type.
 * (Format: alphavantage.co/documentation/#news-sentiment. Of its numbers only `overall_sentiment_score` is one, the others are texts.)
 */
export const alphaVantageItem = z.object({
  title: z.string(),
  time_published: z.union([z.string(), z.number()]).nullish(),
  url: z.unknown().optional(),
  summary: z.unknown().optional(),
  source: z.unknown().optional(),
  topics: z.unknown().optional(),
  overall_sentiment_score: z.unknown().optional(),
  overall_sentiment_label: z.unknown().optional(),
  ticker_sentiment: z.unknown().optional(),
});

export const expectedOfAlphaVantageItem = { title: 'a text', time_published: 'a time' } as const;

/** A good answer: a list of articles, or the one refusal that means that there are none. */
export type AlphaVantageReply = { readonly feed: readonly unknown[] } | { readonly Information: string };

export function isAlphaVantageReply(body: unknown): body is AlphaVantageReply {
  return isRecord(body) && (Array.isArray(body.feed) || saysNothingFound(body));
}

export function feedOf(reply: AlphaVantageReply): readonly unknown[] {
  return 'feed' in reply ? reply.feed : [];
}

/** How an empty window is answered, as clients report it: `No articles found. Please adjust the time range …`. */
function saysNothingFound({ feed, Information }: Readonly<Record<string, unknown>>): boolean {
  return feed === undefined && typeof Information === 'string' && /^no articles found\b/i.test(Information.trim());
}
