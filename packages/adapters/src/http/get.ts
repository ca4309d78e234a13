import { IngestError } from '@ingest/core';
import { largestBody, readBody, readBytes } from './read-body.js';
import { discard, isRedirect, send } from './send.js';
import { bodyError, type Exchange, networkError, redirectError, statusError } from './to-source-error.js';

/** Only the beginning of a refusal is of interest, in bytes. */
const largestRefusal = 65_536;

export interface GetRequest<Reply> extends Exchange {
  readonly headers: Readonly<Record<string, string>>;
  /** Ends the exchange at once, also in the middle of the body; its reason is what {@link get} rejects with. */
  readonly signal: AbortSignal;
  readonly fetch: typeof globalThis.fetch;
  /** Told the headers of the answer, whatever its status. */
  readonly onHeaders?: (headers: Headers) => void;
  /** Makes a reply of a body with a status of success; throws a SourceError when it is none. */
  readonly read: (response: Response, bytes: Uint8Array) => Reply;
  /** What a 304 (not modified) means, for whoever asked with a condition. Absent: nobody did, and it is no answer. */
  readonly unchanged?: () => Reply;
}

/**
 * One GET. Sends one request, retries and redirects nothing, and knows no deadline but the signal. Whatever fails on the way is a
 * SourceError; an IngestError of a handed-in `fetch` (a replay's) and whatever `read` throws pass unchanged.
 */
export async function get<Reply>(request: GetRequest<Reply>): Promise<Reply> {
  const { signal, redact } = request;
  signal.throwIfAborted();
  const response = await onTheWay(request, () => send({ ...request, method: 'GET' }));
  request.onHeaders?.(response.headers);
  if (isRedirect(response)) {
    discard(response);
    throw redirectError(request, response);
  }
  if (response.status === 304) {
    if (request.unchanged !== undefined) return request.unchanged();
    // Whoever asks without a condition is to be sent a body, and whoever asks for no range all of it.
    throw bodyError(request, 'EMPTY_RESPONSE', '304 (not modified), and sent no body');
  }
  if (response.status === 206) {
    discard(response);
    throw bodyError(request, 'MALFORMED_RESPONSE', '206 (a part), though the whole was asked for');
  }
  if (!response.ok) {
    const refusal = await onTheWay(request, () => refusalOf(response, signal));
    throw statusError(request, response, redact(refusal));
  }
  const { bytes, whole } = await onTheWay(request, () => readBytes(response, largestBody, signal));
  if (!whole)
    throw bodyError(request, 'RESPONSE_TOO_LARGE', `more than ${largestBody / 1_000_000} MB; the rest was not read`);
  return request.read(response, bytes);
}

/** What breaks here is the network's fault; what breaks in whoever reads the answer is not, and no second try mends it. */
async function onTheWay<Part>(request: GetRequest<unknown>, work: () => Promise<Part>): Promise<Part> {
  try {
    return await work();
  } catch (thrown) {
    if (request.signal.aborted) throw request.signal.reason;
    throw IngestError.is(thrown) ? thrown : networkError(request, thrown);
  }
}

async function refusalOf(response: Response, signal: AbortSignal): Promise<string> {
  try {
    return (await readBody(response, largestRefusal, signal)).text;
  } catch (thrown) {
    // The status alone tells enough when the connection broke; what was stopped from outside goes on as that.
    if (signal.aborted || IngestError.is(thrown)) throw thrown;
    return '';
  }
}
