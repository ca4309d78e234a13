import { SourceError } from '@ingest/core';
import { buildResponse } from './build-response.js';
import { type ExchangeFailure, fromFailure, ownReasons } from './failure.js';
import type { NameValue } from './har/entry.js';
import type { RecordedAnswer } from './har/read-entry.js';

/** What a recorded entry does to whoever asks: an answer, or the failure that stood in its place. */
export type RecordedOutcome =
  | { readonly kind: 'answer'; readonly response: Response }
  | { readonly kind: 'failure'; readonly failure: ExchangeFailure };

/**
 * Makes of a recorded answer what `fetch` would resolve with. The text of a HAR is decoded already, whatever its headers
 * say, and a `Response` built here decodes nothing.
 */
export function toOutcome(answer: RecordedAnswer, url: string, source: string): RecordedOutcome {
  const { status, statusText, body, size, failure } = answer;
  if (failure !== null && failure.reason !== ownReasons.cancelled && status < 400) return { kind: 'failure', failure };
  const content = failure === null ? body : brokenOff(body, size, failure, source);
  const headers = toHeaders(answer.headers);
  return { kind: 'answer', response: buildResponse(content, { status, statusText, headers, url }) };
}

const filler = new Uint8Array(64 * 1024).fill(0x20);

/**
 * A body that ends in an error. When it was the adapter that read no further, as much comes as it had read then, so that it
 * finds for itself that it is too much.
 */
function brokenOff(
  part: Uint8Array,
  size: number,
  failure: ExchangeFailure,
  source: string,
): ReadableStream<Uint8Array> {
  const isCancelled = failure.reason === ownReasons.cancelled;
  let left = isCancelled ? Math.max(0, size - part.length) : 0;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        if (part.length > 0) controller.enqueue(part);
      },
      pull(controller) {
        if (left === 0) return controller.error(isCancelled ? tooLarge(source) : fromFailure(failure, source));
        const next = filler.subarray(0, Math.min(left, filler.length));
        left -= next.length;
        controller.enqueue(next);
      },
    },
    { highWaterMark: 0 },
  );
}

function tooLarge(source: string): SourceError {
  return new SourceError('RESPONSE_TOO_LARGE', `${source} sent more than was read when this was recorded`, { source });
}

/** Other tools write what they see, such as the pseudo headers of HTTP/2; what no `fetch` would show is left out. */
function toHeaders(recorded: readonly NameValue[]): Headers {
  const headers = new Headers();
  for (const { name, value } of recorded) {
    try {
      headers.append(name, value.replace(/\r?\n/g, ', '));
    } catch {
      // Not a header: its name or value has characters that HTTP does not allow.
    }
  }
  return headers;
}
