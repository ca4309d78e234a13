import * as z from 'zod';

/**
 * What an item of `/tiingo/news` must have; everything else may be missing or of any type.
 * (Format: tiingo.com/documentation/news. Older samples have offsets in times, and keys in another order.)
 */
export const tiingoItem = z.object({
  title: z.string(),
  publishedDate: z.union([z.string(), z.number()]).nullish(),
  tickers: z.array(z.unknown()),
  id: z.unknown().optional(),
  url: z.unknown().optional(),
  description: z.unknown().optional(),
  crawlDate: z.unknown().optional(),
  source: z.unknown().optional(),
  tags: z.unknown().optional(),
});

export const expectedOfTiingoItem = { title: 'a text', publishedDate: 'a time', tickers: 'a list' } as const;
