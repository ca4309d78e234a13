import { type Clock, millisecondsBetween } from '@ingest/core';
import { buildResponse } from './build-response.js';
import { type ExchangeFailure, ownReasons, toFailure } from './failure.js';
import type { SeenAnswer, SeenExchange } from './har/to-entry.js';
import type { RequestFacts } from './request-facts.js';

/** An exchange that is under way. */
export interface WatchedExchange {
  /** The headers came. Answers with the response to be handed on, whose body is watched to its end. */
  answered(response: Response): Response;
  /** It failed before there was an answer. */
  failed(thrown: unknown): Promise<void>;
  /** Nobody watches any longer: it is over as far as it came. */
  leave(): Promise<void>;
}

export interface WatchOptions {
  readonly source: string;
  readonly request: RequestFacts;
  readonly clock: Clock;
  /** Told once, when the exchange is over. */
  readonly onEnd: (seen: SeenExchange) => Promise<void>;
}

/** Room above the 10 MB that a reader of news may read. A longer body is counted, not kept. */
const longestBody = 16 * 1024 * 1024;

/** As much of a body that was not read to its end as tells what it was. */
const longestPart = 64 * 1024;

/**
 * Watches one exchange: asked → answered → over, or asked → over. It is over when the body was read to its end, when it
 * broke off, when the reader cancelled it, or when the signal aborted; the first of these counts.
 */
export function watchExchange({ source, request, clock, onEnd }: WatchOptions): WatchedExchange {
  const startedAt = clock.now();
  const start = clock.elapsed();
  let answer: Response | null = null;
  let waitMs = 0;
  let parts: Uint8Array[] = [];
  let size = 0;
  let ended: Promise<void> | null = null;

  const passedMs = () => millisecondsBetween(start, clock.elapsed());
  const onAbort = () => void end(toFailure(null, request.signal));
  request.signal?.addEventListener('abort', onAbort, { once: true });

  function end(failure: ExchangeFailure | null, totalMs = passedMs()): Promise<void> {
    if (ended !== null) return ended;
    request.signal?.removeEventListener('abort', onAbort);
    const seenAnswer = answer === null || !isWorthKeeping(answer, failure) ? null : seen(answer, failure);
    ended = onEnd({
      source,
      startedAt,
      waitMs: answer === null ? totalMs : waitMs,
      totalMs,
      request,
      answer: seenAnswer,
      failure: failure ?? (seenAnswer?.body === null ? tooLong : null),
    });
    parts = [];
    return ended;
  }

  function seen(response: Response, failure: ExchangeFailure | null): SeenAnswer {
    const isKept = size <= (failure === null ? longestBody : longestPart);
    const { status, statusText, headers } = response;
    return { status, statusText, headers, body: isKept ? Buffer.concat(parts) : null, size };
  }

  function keep(chunk: Uint8Array): void {
    if (ended !== null) return;
    size += chunk.length;
    if (size <= longestBody) parts.push(chunk);
    else parts = [];
  }

  /** A body that was not read to its end: with a status of failure nobody needs it, so the exchange is whole without. */
  const unread = (): ExchangeFailure | null =>
    request.signal?.aborted ? toFailure(null, request.signal) : (answer?.status ?? 0) >= 300 ? null : notReadOn;

  return {
    answered(response) {
      answer = response;
      waitMs = passedMs();
      if (response.body === null) {
        void end(null);
        return response;
      }
      const body = watchBody(response.body, {
        onChunk: keep,
        onEnd: () => end(null),
        onBreak: (thrown) => end(toFailure(thrown, request.signal)),
        onCancel: () => end(unread()),
      });
      return buildResponse(body, response);
    },
    failed: (thrown) => end(toFailure(thrown, request.signal)),
    leave: () => end(answer === null ? leftAlone : unread(), answer === null ? passedMs() : waitMs),
  };
}

const tooLong: ExchangeFailure = { reason: ownReasons.cancelled, message: 'the body is too long to be recorded' };
const notReadOn: ExchangeFailure = { reason: ownReasons.cancelled, message: 'the body was not read to its end' };
const leftAlone: ExchangeFailure = { reason: ownReasons.aborted, message: '' };

const endings: readonly string[] = [ownReasons.timeout, ownReasons.aborted];

/**
 * An answer that broke off is no answer (status 0). It is one when it had said already that it is a failure, and when it was
 * we who read no further.
 */
function isWorthKeeping({ status }: Response, failure: ExchangeFailure | null): boolean {
  if (failure === null || failure.reason === ownReasons.cancelled) return true;
  return status >= 400 && !endings.includes(failure.reason);
}

interface BodyWatch {
  readonly onChunk: (chunk: Uint8Array) => void;
  readonly onEnd: () => Promise<void>;
  readonly onBreak: (thrown: unknown) => Promise<void>;
  readonly onCancel: () => Promise<void>;
}

/** The same body; nothing is read of it before it is read of us. */
function watchBody(body: ReadableStream<Uint8Array>, watch: BodyWatch): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read();
          if (!done) {
            watch.onChunk(value);
            controller.enqueue(value);
            return;
          }
        } catch (error) {
          await watch.onBreak(error);
          throw error;
        }
        // The entry is in the file before the reader goes on: a process killed after this has recorded it.
        await watch.onEnd();
        controller.close();
      },
      async cancel(reason) {
        await Promise.all([watch.onCancel(), reader.cancel(reason)]);
      },
    },
    { highWaterMark: 0 },
  );
}
