import * as z from 'zod';
import { isRecord } from '../../is-record.js';

/**
 * What an item of `data` must have; everything else may be missing or of any type.
 * (Format: marketaux.com/documentation.)
 */
export const marketauxItem = z.object({
  title: z.string(),
  published_at: z.union([z.string(), z.number()]).nullish(),
  entities: z.array(z.unknown()),
  uuid: z.unknown().optional(),
  url: z.unknown().optional(),
  description: z.unknown().optional(),
  snippet: z.unknown().optional(),
  source: z.unknown().optional(),
  keywords: z.unknown().optional(),
});

export const expectedOfMarketauxItem = { title: 'a text', published_at: 'a time', entities: 'a list' } as const;

export interface MarketauxReply {
  readonly data: readonly unknown[];
  readonly meta?: unknown;
}

/** `warnings` are passed over: that a page is shorter than what was asked for stands in `meta`, and is so on every smaller plan. */
export function isMarketauxReply(body: unknown): body is MarketauxReply {
  return isRecord(body) && Array.isArray(body.data) && body.error === undefined;
}

/** How far a reply reaches into the whole list; null where it does not say so. */
export function reachOf({ meta }: MarketauxReply): { readonly found: number; readonly read: number } | null {
  if (!isRecord(meta)) return null;
  const { found, page, limit } = meta;
  return isCount(found) && isCount(page) && isCount(limit) ? { found, read: page * limit } : null;
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
