import * as z from 'zod';
import { collectionEvent, errorCode } from './collection-event.js';
import { collectionOutcome, runOutcome } from './outcome.js';
import { instant } from './primitives.js';
import { gap } from './source-state.js';
import { ticker } from './ticker.js';

const count = z.int().min(0);

export const sourceReport = z
  .object({
    source: z.string(),
    outcome: collectionOutcome,
    requests: count,
    items: count,
    breaker: z.enum(['closed', 'open', 'half-open']),
    errorCode: errorCode.optional(),
    errorMessage: z.string().optional(),
  })
  .describe('A source in a run.');
export type SourceReport = z.infer<typeof sourceReport>;

export const failoverReport = z
  .object({ from: z.string(), to: z.string(), code: errorCode, tickers: z.array(ticker) })
  .describe('Tickers that a lower-priority source served because a higher one failed.');
export type FailoverReport = z.infer<typeof failoverReport>;

/** Who holds a lease. */
export const leaseHolder = z.object({ holder: z.string(), since: instant }).describe('Who holds the lease.');

export const errorReport = z.object({ code: errorCode, message: z.string(), hint: z.string().optional() });
export type ErrorReport = z.infer<typeof errorReport>;

/** What a run came to: printed by `ingest run --json`, returned by `ingest.run()`. */
export const runReport = z
  .object({
    runId: z.string(),
    outcome: runOutcome,
    mode: z.enum(['failover', 'parallel']),
    startedAt: instant,
    durationMs: count,
    tickers: z.array(ticker),
    unanswered: z.array(ticker).describe('Tickers that no source answered.'),
    requests: count,
    items: z.object({
      received: count,
      new: count,
      duplicate: count,
      revised: count,
      collisions: count,
      rejected: count,
    }),
    sources: z.array(sourceReport),
    failovers: z.array(failoverReport),
    gaps: z.array(gap),
    collections: z.array(collectionEvent),
    notifications: z.object({ queued: count, delivered: count, pending: count, dead: count }),
    incidents: z.array(z.object({ kind: z.string(), state: z.string(), source: z.string().optional() })),
    warnings: z.array(z.string()),
    heldBy: leaseHolder.optional(),
    error: errorReport.optional(),
  })
  .describe('What a run came to.');
export type RunReport = z.infer<typeof runReport>;
