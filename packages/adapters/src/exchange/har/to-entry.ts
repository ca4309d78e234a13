import { isUtf8 } from 'node:buffer';
import { type EpochMs, type Redact, toIso } from '@ingest/core';
import type { ExchangeFailure } from '../failure.js';
import type { RequestFacts } from '../request-facts.js';
import { scrubBytes, scrubHeaders, scrubText, scrubUrl } from '../scrub.js';
import type { HarEntry, NameValue } from './entry.js';

/** An exchange that is over, as it was seen. */
export interface SeenExchange {
  readonly source: string;
  readonly startedAt: EpochMs;
  /** Until the headers came, or until it failed without them. */
  readonly waitMs: number;
  /** Until the whole body was read, or until it failed. */
  readonly totalMs: number;
  readonly request: RequestFacts;
  /** Null when none came, or when what came is of no use. */
  readonly answer: SeenAnswer | null;
  readonly failure: ExchangeFailure | null;
}

export interface SeenAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  /** After decoding; null when it is too long to be kept. */
  readonly body: Uint8Array | null;
  /** Bytes that were read, kept or not. */
  readonly size: number;
}

/** An exchange as an entry of HAR 1.2 without secrets. */
export function toHarEntry(seen: SeenExchange, redact: Redact): HarEntry {
  const { request, answer, failure } = seen;
  const url = scrubUrl(request.url, redact);
  const headers = answer === null ? [] : scrubHeaders(answer.headers, redact);
  const headerOf = (name: string) => headers.find((header) => header.name === name)?.value ?? '';
  const waitMs = Math.round(seen.waitMs);
  const totalMs = Math.max(waitMs, Math.round(seen.totalMs));
  return {
    _source: seen.source,
    startedDateTime: toIso(seen.startedAt),
    time: totalMs,
    request: {
      method: request.method,
      url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: scrubHeaders(request.headers, redact),
      queryString: queryOf(url),
      headersSize: -1,
      bodySize: -1,
    },
    response: {
      status: answer?.status ?? 0,
      statusText: redact(answer?.statusText ?? ''),
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers,
      content: toContent(answer, headerOf('content-type'), redact),
      redirectURL: headerOf('location'),
      headersSize: -1,
      bodySize: -1,
      ...(failure === null ? {} : { _error: failure.reason, _errorMessage: redact(failure.message) }),
    },
    cache: {},
    timings: { send: 0, wait: waitMs, receive: totalMs - waitMs },
  };
}

function queryOf(url: string): readonly NameValue[] {
  return URL.canParse(url) ? [...new URL(url).searchParams].map(([name, value]) => ({ name, value })) : [];
}

function toContent(answer: SeenAnswer | null, mimeType: string, redact: Redact): HarEntry['response']['content'] {
  if (answer === null) return { size: 0, mimeType };
  if (answer.body === null) return { size: answer.size, mimeType };
  if (!isUtf8(answer.body)) {
    const bytes = scrubBytes(answer.body, redact);
    return { size: bytes.length, mimeType, text: bytes.toString('base64'), encoding: 'base64' };
  }
  const text = scrubText(answer.body, redact);
  return { size: Buffer.byteLength(text), mimeType, text };
}
