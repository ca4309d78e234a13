import * as z from 'zod';
import { isRecord } from '../../is-record.js';

/**
 * What an item of `results` must have; everything else may be missing or of any type.
 * (Format: polygon.io/docs/stocks/get_v2_reference_news. Items of before 2024 have no `insights`.)
 */
export const polygonItem = z.object({
  title: z.string(),
  published_utc: z.union([z.string(), z.number()]).nullish(),
  tickers: z.array(z.unknown()),
  id: z.unknown().optional(),
  article_url: z.unknown().optional(),
  description: z.unknown().optional(),
  publisher: z.unknown().optional(),
  keywords: z.unknown().optional(),
  insights: z.unknown().optional(),
});

export const expectedOfPolygonItem = { title: 'a text', published_utc: 'a time', tickers: 'a list' } as const;

export interface PolygonReply {
  readonly status: string;
  /** Not there where nothing was found. */
  readonly results?: readonly unknown[] | undefined;
  readonly next_url?: unknown;
}

/** `status` tells a good answer from a refusal, whatever the status of the reply; `DELAYED` is the OK of some plans. */
export function isPolygonReply(body: unknown): body is PolygonReply {
  if (!isRecord(body) || (body.status !== 'OK' && body.status !== 'DELAYED')) return false;
  return Array.isArray(body.results) || (body.results === undefined && body.count === 0);
}
