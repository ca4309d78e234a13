import * as z from 'zod';
import { type ErrorCode, errorCodes } from '../errors/codes.js';
import { collectionOutcome } from './outcome.js';
import { instant, limits } from './primitives.js';
import { ticker } from './ticker.js';

const count = z.int().min(0);

export const errorCode = z.enum(errorCodes as [ErrorCode, ...ErrorCode[]]).describe('A code of docs/errors.md.');

/** What one attempt to get news for one batch of tickers from one source came to. */
export const collectionEvent = z
  .object({
    eventId: z.string(),
    runId: z.string(),
    source: z.string(),
    tickers: z.array(ticker),
    startedAt: instant,
    durationMs: count,
    outcome: collectionOutcome,
    success: z.boolean(),
    itemCount: count.describe('Items received: new, duplicate, revised, collisions and rejected together.'),
    newItemCount: count,
    duplicateCount: count,
    collisionCount: count,
    revisedCount: count,
    rejectedCount: count,
    isFailover: z.boolean(),
    attempts: count.describe('Requests of the page that took most tries.'),
    requests: count.describe('Requests sent in all.'),
    errorCode: errorCode.optional(),
    errorMessage: z.string().max(limits.errorMessage).optional(),
  })
  .describe('One collection.');
export type CollectionEvent = z.infer<typeof collectionEvent>;
