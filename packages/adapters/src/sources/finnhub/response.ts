import * as z from 'zod';

/**
 * What an item of `/company-news` must have; everything else may be missing or of any type.
 * (Format: finnhub.io/docs/api/company-news. `datetime` is Unix seconds.)
 */
export const finnhubItem = z.object({
  headline: z.string(),
  datetime: z.union([z.number(), z.string()]).nullish(),
  id: z.unknown().optional(),
  related: z.unknown().optional(),
  source: z.unknown().optional(),
  summary: z.unknown().optional(),
  url: z.unknown().optional(),
});

export const expectedOfFinnhubItem = { headline: 'a text', datetime: 'a time' } as const;
