import { type Clock, dispositionOf, untilAborted } from '@ingest/core';
import { type Output, stdout } from './app.js';
import { startLimit } from './budget.js';
import type { FunctionName } from './environment.js';
import { FunctionError, toFunctionError } from './failure.js';
import type { KeptApp, Ready } from './kept-app.js';
import { tellFailedStart } from './tell-failed-start.js';

/** What Lambda tells of an invocation; this part of it is used. */
export interface InvocationContext {
  getRemainingTimeInMillis(): number;
}

/** An event that came, with what is there to deal with it. */
export interface Invocation<Name extends FunctionName> extends Ready<Name> {
  /** As it came, from whomever. */
  readonly event: unknown;
  /** How long the invocation may last, in milliseconds. */
  readonly remainingMs: number;
}

export interface HandlerOptions<Name extends FunctionName> {
  readonly kept: KeptApp<Name>;
  readonly clock: Clock;
  /** Whether it is the function that tells how the whole stands: then a start that failed is a heartbeat of 0. */
  readonly writesHeartbeat: boolean;
  /** Default: stdout. */
  readonly output?: Output;
}

/**
 * A handler as Lambda calls it. What it fails with names its code, says what to do and shows no secret. It answers before the time of
 * the invocation is over, whatever hangs: what is waited for then is given up, and put together anew with the next event.
 */
export function functionHandler<Name extends FunctionName, Result>(
  { kept, clock, writesHeartbeat, output = stdout }: HandlerOptions<Name>,
  handle: (invocation: Invocation<Name>) => Promise<Result>,
): (event: unknown, context: InvocationContext) => Promise<Result> {
  const start = async (signal: AbortSignal): Promise<Ready<Name>> => {
    try {
      return await untilAborted(signal, kept.get());
    } catch (error) {
      const { redact } = kept;
      await tellFailedStart({ error, namespace: writesHeartbeat ? kept.namespace() : null, redact, clock, output });
      throw error;
    }
  };
  return async (event, context) => {
    const limit = startLimit(clock, context.getRemainingTimeInMillis(), kept.overdue);
    try {
      const ready = await start(limit.signal);
      const handling = handle({ ...ready, event, remainingMs: context.getRemainingTimeInMillis() });
      const result = await untilAborted(limit.signal, handling);
      return JSON.parse(kept.redact(JSON.stringify(result))) as Result;
    } catch (thrown) {
      const error = toFunctionError(thrown, kept.redact);
      // To close a store that hangs takes as long as it hangs.
      if (isLost(error)) await untilAborted(limit.signal, kept.drop()).catch(() => {});
      throw error;
    } finally {
      limit.cancel();
    }
  };
}

/** Whether something of it may still be under way, or the store is not what was opened. */
function isLost(error: Error): boolean {
  return error instanceof FunctionError && (error.code === 'ABORTED' || dispositionOf(error.code).family === 'store');
}
