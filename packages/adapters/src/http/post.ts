import {
  cleanText,
  type EpochMs,
  type Redact,
  SinkError,
  type SinkErrorCode,
  type SinkErrorOptions,
} from '@ingest/core';
import { laterStatuses } from './later-statuses.js';
import { networkCause } from './network-cause.js';
import { readBody } from './read-body.js';
import { parseRetryAfter } from './retry-after.js';
import { isRedirect, send } from './send.js';

export interface PostRequest {
  /** Name of the sink. */
  readonly sink: string;
  /** Without user and password: a request takes none. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Ends the exchange at once, also in the middle of the reply; its reason is what {@link post} rejects with. */
  readonly signal: AbortSignal;
  readonly now: EpochMs;
  readonly fetch: typeof globalThis.fetch;
  /** Takes secrets out of every message. */
  readonly redact: Redact;
  /** What messages call the place. Default: host and path. */
  readonly shown?: string | undefined;
  /** Whether an answer says that nothing is to be sent there any more, beside 410. Default: none does. */
  readonly isGone?: ((status: number, text: string) => boolean) | undefined;
}

/** More of a reply is not read, in bytes: a receipt is short. */
const largestReply = 65_536;
/** How much of a reply a message quotes, in characters. */
const longestQuote = 200;

/**
 * One POST, sent once and redirected nowhere, so that body and signature reach nobody else. Resolves when a whole reply with
 * a status of success has come; whatever else is a SinkError.
 */
export async function post(request: PostRequest): Promise<void> {
  const { signal } = request;
  signal.throwIfAborted();
  try {
    const response = await send({ ...request, method: 'POST' });
    const { text, whole } = await replyOf(response, signal);
    if (!response.ok) throw statusError(request, response, text);
    if (!whole) throw fail(request, 'SINK_UNAVAILABLE', `answered ${response.status} with a reply that does not end`);
  } catch (thrown) {
    if (signal.aborted) throw signal.reason;
    if (SinkError.is(thrown)) throw thrown;
    throw fail(request, 'SINK_UNAVAILABLE', `failed: ${networkCause(thrown).words}`, { cause: thrown });
  }
}

/** Of a failure the status alone tells enough when the connection broke; of a success it does not. */
async function replyOf(response: Response, signal: AbortSignal): Promise<{ text: string; whole: boolean }> {
  try {
    return await readBody(response, largestReply, signal);
  } catch (thrown) {
    if (signal.aborted || response.ok) throw thrown;
    return { text: '', whole: false };
  }
}

function statusError(request: PostRequest, response: Response, text: string): SinkError {
  const { status, headers } = response;
  if (isRedirect(response))
    return fail(request, 'SINK_UNAVAILABLE', `was redirected (${status}); redirects are not followed`, { status });
  const said = quote(request.redact(text));
  if (status === 410 || request.isGone?.(status, text))
    return fail(request, 'SINK_GONE', `answered ${status}, gone for good${said}`, { status });
  if (status >= 400 && status < 500 && !laterStatuses.includes(status))
    return fail(request, 'SINK_REJECTED', `answered ${status}${said}`, { status });
  const retryAt = parseRetryAfter(headers.get('retry-after'), request.now);
  return fail(request, 'SINK_UNAVAILABLE', `answered ${status}${said}`, {
    status,
    ...(retryAt !== null && { retryAt }),
  });
}

/** The beginning of a reply as one line of plain text. */
function quote(text: string): string {
  const quoted = cleanText(text, longestQuote);
  return quoted === null ? '' : `: ${quoted}`;
}

/** Names host and path, never user, password or query. */
function fail(
  { sink, url, redact, shown = `${url.host}${url.pathname}` }: PostRequest,
  code: SinkErrorCode,
  problem: string,
  options: Omit<SinkErrorOptions, 'sink'> = {},
): SinkError {
  return new SinkError(code, redact(`${sink}: POST ${shown} ${problem}`), { sink, ...options });
}
