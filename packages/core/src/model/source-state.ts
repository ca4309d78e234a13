import * as z from 'zod';
import { errorCode } from './collection-event.js';
import { collectionOutcome } from './outcome.js';
import { instant } from './primitives.js';
import { ticker } from './ticker.js';

/** A stretch of time for some tickers of a source that is known to be unread. */
export const gap = z
  .object({
    gapId: z.string(),
    source: z.string(),
    tickers: z.array(ticker).min(1),
    from: instant.nullable().describe('Start of the unread stretch; null where the reading had no start.'),
    to: instant.describe('End of the unread stretch.'),
    cursor: z.string().nullable().describe('Where the source goes on, in its own form (JSON).'),
    openedAt: instant,
    backfill: z
      .string()
      .nullable()
      .describe('The back-fill that it is a part of; null for one that fresh reading left and later runs fill.'),
  })
  .describe('A stretch of time that is known to be unread.');
export type Gap = z.infer<typeof gap>;

/** How far a source was read for a ticker, in the source's own order. */
export const watermark = z
  .object({ source: z.string(), ticker, readUpTo: instant })
  .describe('How far a source was read for a ticker.');
export type Watermark = z.infer<typeof watermark>;

/** What a source's past means for its next collection. Known by source and by the first 8 hex of the key's SHA-256. */
export const sourceState = z
  .object({
    source: z.string(),
    keyId: z.string().describe('First 8 hex of the SHA-256 of the key; `-` for a source without keys.'),
    lastOutcome: collectionOutcome,
    lastSuccessAt: instant.nullable(),
    lastFailureAt: instant.nullable(),
    lastErrorCode: errorCode.nullable(),
    consecutiveFailures: z
      .int()
      .min(0)
      .describe('Runs in which it was asked and failed, since its last success; reached limits do not count.'),
  })
  .describe('What a source’s past means for its next collection.');
export type SourceState = z.infer<typeof sourceState>;
