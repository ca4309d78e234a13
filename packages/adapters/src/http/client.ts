import type { Redact } from '@ingest/core';
import { type GetRequest, get } from './get.js';
import { type ParsedJson, parseJson } from './parse-json.js';
import { bodyError, type Exchange, refusalError } from './to-source-error.js';

/** A GET whose answer is to be JSON: all that {@link get} takes, with the shape of a good answer in the place of a reader. */
export interface JsonRequest<Reply> extends Omit<GetRequest<Reply>, 'read' | 'unchanged'> {
  /** Whether the JSON has the outer shape of a good answer; what has not is read as a refusal. */
  readonly accepts: (body: unknown) => body is Reply;
}

/** One GET, as {@link get} does it, answered with JSON. */
export async function getJson<Reply>(request: JsonRequest<Reply>): Promise<Reply> {
  return get({
    ...request,
    headers: { accept: 'application/json', ...request.headers },
    // What is asked for may be read of the request later on, such as the time.
    get now() {
      return request.now;
    },
    read: (response, bytes) => judge(request, response, request.redact(new TextDecoder().decode(bytes))),
  });
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
