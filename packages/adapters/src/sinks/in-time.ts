import { type Clock, SinkError, startDeadline, untilAborted } from '@ingest/core';

export interface TimeLimit {
  /** Name of the sink. */
  readonly sink: string;
  readonly timeoutMs: number;
  readonly clock: Clock;
  /** Ends the work before its time is over. */
  readonly signal: AbortSignal;
}

/**
 * Does one exchange of a sink inside its time. Rejects with SINK_UNAVAILABLE when that is over, and with the signal's reason
 * as soon as it aborts, also when the work pays no heed to the signal that it is handed.
 */
export async function inTime<T>(
  { sink, timeoutMs, clock, signal }: TimeLimit,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const deadline = startDeadline(clock, timeoutMs, () => tooSlow(sink, timeoutMs), signal);
  try {
    return await untilAborted(deadline.signal, work(deadline.signal));
  } finally {
    deadline.dispose();
  }
}

function tooSlow(sink: string, timeoutMs: number): SinkError {
  return new SinkError('SINK_UNAVAILABLE', `${sink}: no whole answer within ${timeoutMs} ms`, { sink });
}
