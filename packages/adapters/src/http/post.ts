import { cleanText, type Redact, SinkError } from '@ingest/core';
import { networkCause } from './network-cause.js';
import { readBody } from './read-body.js';

export interface PostRequest {
  /** Name of the sink. */
  readonly sink: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Ends the exchange at once, also in the middle of the reply. */
  readonly signal: AbortSignal;
  readonly fetch: typeof globalThis.fetch;
  /** Takes secrets out of what a message quotes. */
  readonly redact: Redact;
}

/** More of a reply than this is not read, in bytes. */
const largestReply = 65_536;
/** How much of a reply a message quotes, in characters. */
const longestQuote = 200;
/** The receiver says that it may take it later (RFC 9110, RFC 6585, RFC 8470). */
const laterStatuses: readonly number[] = [408, 409, 425, 429];

/**
 * One POST. Sends one request, retries and redirects nothing: body and signature go nowhere else. Resolves for a status of
 * success; whatever else is a SinkError, and an abort rejects with the signal's reason.
 */
export async function post(request: PostRequest): Promise<void> {
  const { url, headers, body, signal, fetch } = request;
  signal.throwIfAborted();
  try {
    const response = await fetch(url, { method: 'POST', headers, body, redirect: 'manual', signal });
    const { text } = await readBody(response, largestReply, signal);
    if (!response.ok) throw statusError(request, response.status, text);
  } catch (thrown) {
    if (signal.aborted) throw signal.reason;
    if (SinkError.is(thrown)) throw thrown;
    throw fail(request, 'SINK_UNAVAILABLE', `failed: ${networkCause(thrown).words}`, { cause: thrown });
  }
}

function statusError(request: PostRequest, status: number, text: string): SinkError {
  const quoted = cleanText(text.slice(0, largestReply), longestQuote);
  const said = quoted === null ? '' : `: ${quoted}`;
  if (status >= 300 && status < 400)
    return fail(request, 'SINK_UNAVAILABLE', `was redirected (${status}); redirects are not followed`, { status });
  if (status === 410)
    return fail(request, 'SINK_GONE', `answered 410: nothing is to be sent there any more${said}`, { status });
  const isRefusal = status >= 400 && status < 500 && !laterStatuses.includes(status);
  return fail(request, isRefusal ? 'SINK_REJECTED' : 'SINK_UNAVAILABLE', `answered ${status}${said}`, { status });
}

function fail(
  { sink, url, redact }: PostRequest,
  code: SinkError['code'] & `SINK_${string}`,
  problem: string,
  options: { readonly status?: number; readonly cause?: unknown },
): SinkError {
  // Host and path, never user, password or query.
  return new SinkError(code, redact(`${sink}: POST ${url.host}${url.pathname} ${problem}`), { sink, ...options });
}
