import { IngestError, type Redact } from '@ingest/core';
import { type ParsedJson, parseJson } from './parse-json.js';
import { largestBody, readBody } from './read-body.js';
import { discard, isRedirect, send } from './send.js';
import { bodyError, type Exchange, networkError, redirectError, refusalError, statusError } from './to-source-error.js';

/** Only the beginning of a refusal is of interest, in bytes. */
const largestRefusal = 65_536;

export interface JsonRequest<Reply> extends Exchange {
  readonly headers: Readonly<Record<string, string>>;
  /** Ends the exchange at once, also in the middle of the body; its reason is what {@link getJson} rejects with. */
  readonly signal: AbortSignal;
  readonly fetch: typeof globalThis.fetch;
  /** Told the headers of the answer, whatever its status. */
  readonly onHeaders?: (headers: Headers) => void;
  /** Whether the JSON has the outer shape of a good answer; what has not is read as a refusal. */
  readonly accepts: (body: unknown) => body is Reply;
}

/**
 * One GET, answered with JSON. Sends one request, retries and redirects nothing, and knows no deadline but the signal.
 * Whatever fails is a SourceError; an IngestError of a handed-in `fetch` (a replay's) passes unchanged.
 */
export async function getJson<Reply>(request: JsonRequest<Reply>): Promise<Reply> {
  const { signal, redact } = request;
  signal.throwIfAborted();
  try {
    const response = await send({
      ...request,
      method: 'GET',
      headers: { accept: 'application/json', ...request.headers },
    });
    request.onHeaders?.(response.headers);
    if (isRedirect(response)) {
      discard(response);
      throw redirectError(request, response);
    }
    // Whoever asks without a condition is to be sent a body, and whoever asks for no range all of it.
    if (response.status === 304) throw bodyError(request, 'EMPTY_RESPONSE', '304 (not modified), and sent no body');
    if (response.status === 206) {
      discard(response);
      throw bodyError(request, 'MALFORMED_RESPONSE', '206 (a part), though the whole was asked for');
    }
    if (!response.ok) throw statusError(request, response, redact(await refusalOf(response, signal)));
    const { text, whole } = await readBody(response, largestBody, signal);
    if (!whole)
      throw bodyError(request, 'RESPONSE_TOO_LARGE', `more than ${largestBody / 1_000_000} MB; the rest was not read`);
    return judge(request, response, redact(text));
  } catch (thrown) {
    if (signal.aborted) throw signal.reason;
    throw IngestError.is(thrown) ? thrown : networkError(request, thrown);
  }
}

/** Text of a successful status to a reply; throws a SourceError when it is none. */
function judge<Reply>(request: JsonRequest<Reply>, response: Response, text: string): Reply {
  if (text.trim() === '') throw bodyError(request, 'EMPTY_RESPONSE', 'with an empty body');
  const parsed = withoutHiddenSecrets(parseJson(text), text, request.redact);
  if (parsed.kind === 'too-deep') throw bodyError(request, 'MALFORMED_RESPONSE', 'JSON that is nested too deep');
  if (parsed.kind === 'invalid') throw notJson(request, response, text, parsed.cause);
  if (!request.accepts(parsed.value)) throw refusalError(request, response, { json: parsed.value });
  return parsed.value;
}

/** Broken JSON and pages are never searched for phrases: the headlines and scripts in them may speak of limits and keys. */
function notJson(request: Exchange, response: Response, text: string, cause: unknown): Error {
  const first = text.trimStart().charAt(0);
  if (first === '[' || first === '{')
    return bodyError(request, 'MALFORMED_RESPONSE', 'JSON that is broken', { body: text, cause });
  if (first === '<')
    return bodyError(request, 'MALFORMED_RESPONSE', 'with a page instead of JSON', { body: text, cause });
  return refusalError(request, response, { text });
}

/** JSON can spell letters, digits and slashes as escapes, and no redaction of the text sees a secret spelled so. */
function withoutHiddenSecrets(parsed: ParsedJson, text: string, redact: Redact): ParsedJson {
  if (parsed.kind !== 'value' || !needlessEscape.test(text)) return parsed;
  return parseJson(redact(JSON.stringify(parsed.value)));
}

const needlessEscape = /\\\/|\\u00(?:2[b-f]|3[0-9d]|4[1-9a-f]|5[0-9af]|6[1-9a-f]|7[0-9a])/i;

async function refusalOf(response: Response, signal: AbortSignal): Promise<string> {
  try {
    return (await readBody(response, largestRefusal, signal)).text;
  } catch (thrown) {
    // The status alone tells enough when the connection broke; what was stopped from outside goes on as that.
    if (signal.aborted || IngestError.is(thrown)) throw thrown;
    return '';
  }
}
