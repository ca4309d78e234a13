import * as z from 'zod';
import type { EpochMs } from '../contracts/clock.js';
import type { Term } from '../contracts/outbox.js';
import type { Json } from '../contracts/registers.js';
import type { ErrorCode } from '../errors/codes.js';
import { errorCode } from '../model/collection-event.js';
import { MINUTE_MS } from '../time/instant.js';
import { isOver, term, termAround } from '../time/term.js';

/**
 * The circuit breaker of a source and key, as data that processes share.
 *
 * - `closed`: the source is asked. Failed runs in a row are counted; the third opens it, a refused key at once.
 * - `open`: the source rests and is not asked. When the rest is over, one probe may be claimed.
 * - `half-open`: one process holds the probe. Its success closes, its failure opens for a new rest; a claim that is over
 *   (its process died) may be taken by another.
 *
 * Nobody is retired for good: from every state a probe is possible when the rest or the claim is over, and a clock that is set
 * back makes that twice as long at most, because both are two absolute instants. `since` is the first opening, until it closes.
 */
export type Breaker =
  | {
      readonly kind: 'closed';
      readonly failures: number;
      /** The run in which it failed last, where several processes make one run. */
      readonly run?: string | undefined;
    }
  | {
      readonly kind: 'open';
      readonly failures: number;
      readonly since: EpochMs;
      readonly rest: Term;
      readonly code: ErrorCode;
    }
  | {
      readonly kind: 'half-open';
      readonly failures: number;
      readonly since: EpochMs;
      readonly probe: Term;
      readonly code: ErrorCode;
    };

export type BreakerEvent =
  /** A collection of the source succeeded. */
  | { readonly kind: 'succeeded' }
  /** The source failed in a run; told once a run, at its end. Of the shares of one `run` the first counts. */
  | { readonly kind: 'failed'; readonly code: ErrorCode; readonly run?: string | undefined }
  /** The source refused the key or its entitlement. */
  | { readonly kind: 'refused'; readonly code: ErrorCode }
  /** The probe ended without an answer to the question: at a limit of the plan, or because the run was stopped. */
  | { readonly kind: 'released' };

/** Failed runs in a row that open a breaker. */
export const failuresToOpen = 3;
/** How long an open breaker rests before it is probed. */
export const breakerRestMs = 5 * MINUTE_MS;
/** How long a claimed probe is its process's own: longer than any collection lasts. */
export const probeLengthMs = MINUTE_MS;

export const closedBreaker: Breaker = { kind: 'closed', failures: 0 };

/**
 * The breaker after an event. Pure: keep what it returns in the step that read `before`, or two processes overwrite each other. A
 * success closes from every state; `failed` changes an open one no more, `released` none but a half-open one, whose probe is
 * free again at once. `refused` opens at once, and begins the rest anew.
 */
export function nextBreaker(before: Breaker, event: BreakerEvent, now: EpochMs): Breaker {
  switch (event.kind) {
    case 'succeeded':
      return closedBreaker;
    case 'refused':
      return opened(before, event.code, now);
    case 'failed':
      return failed(before, event, now);
    case 'released': {
      if (before.kind !== 'half-open') return before;
      const { failures, since, code } = before;
      return { kind: 'open', failures, since, code, rest: { from: now, until: now } };
    }
    default:
      return event satisfies never;
  }
}

/** Whether the source may be asked now. */
export type Admission =
  | { readonly kind: 'go' }
  /** As the one probe, if `after` can be kept. */
  | { readonly kind: 'probe'; readonly after: Breaker }
  | { readonly kind: 'no'; readonly until: EpochMs; readonly code: ErrorCode };

/**
 * Whether the source may be asked now. Pure, and no promise: a `probe` is granted only to whoever keeps its `after` in the step that
 * read `before`. `until` of a `no` is when to ask again, not when the source is well; a clock that is set back may end it earlier.
 */
export function admit(before: Breaker, now: EpochMs): Admission {
  if (before.kind === 'closed') return { kind: 'go' };
  const { failures, since, code } = before;
  const wait = before.kind === 'open' ? before.rest : before.probe;
  if (!isOver(wait, now)) return { kind: 'no', until: wait.until, code };
  return { kind: 'probe', after: { kind: 'half-open', failures, since, code, probe: termAround(now, probeLengthMs) } };
}

function failed(before: Breaker, { code, run }: BreakerEvent & { kind: 'failed' }, now: EpochMs): Breaker {
  // A process that was still at work when another one opened it adds nothing.
  if (before.kind === 'open') return before;
  if (before.kind === 'half-open') return opened(before, code, now);
  if (run !== undefined && before.run === run) return before;
  if (before.failures + 1 >= failuresToOpen) return opened(before, code, now);
  return { kind: 'closed', failures: before.failures + 1, ...(run !== undefined && { run }) };
}

function opened(before: Breaker, code: ErrorCode, now: EpochMs): Breaker {
  const since = before.kind === 'closed' ? now : before.since;
  return { kind: 'open', failures: before.failures + 1, since, code, rest: termAround(now, breakerRestMs) };
}

const count = z.int().min(0);
const openFields = { failures: count, since: z.number(), code: errorCode };
const stored = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('closed'), failures: count, run: z.string().optional() }),
  z.object({ kind: z.literal('open'), ...openFields, rest: term }),
  z.object({ kind: z.literal('half-open'), ...openFields, probe: term }),
]);

/** A breaker as it was kept. What cannot be read is closed: in doubt a source is asked. */
export function readBreaker(value: Json): Breaker {
  const read = stored.safeParse(value);
  return read.success ? read.data : closedBreaker;
}
