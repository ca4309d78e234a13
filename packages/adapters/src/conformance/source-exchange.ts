import assert from 'node:assert/strict';
import {
  type ErrorCode,
  type PageContext,
  type PageRequest,
  type Source,
  SourceError,
  type SourcePage,
  type Ticker,
  toTicker,
} from '@ingest/core';
import type { SourceOptions } from '../sources/source-options.js';
import type { SourceSubject } from './source-subject.js';

/** 2026-03-02T14:00:00Z */
export const now = Date.UTC(2026, 2, 2, 14);

export interface SentRequest {
  readonly url: URL;
  readonly init: RequestInit;
}

/** A fetch that answers out of a function and keeps what it was asked. */
export function answering(answer: (request: SentRequest) => Response | Promise<Response>) {
  const requests: SentRequest[] = [];
  const fetch: typeof globalThis.fetch = async (input, init = {}) => {
    const isRequest = input instanceof Request;
    const sent = {
      url: new URL(isRequest ? input.url : String(input)),
      init: isRequest ? { headers: input.headers, redirect: input.redirect, signal: input.signal, ...init } : init,
    };
    requests.push(sent);
    return answer(sent);
  };
  return { fetch, requests };
}

/** A source of the subject with its key, and the fetch that it speaks through. */
export function connect(
  { create, key }: SourceSubject,
  answer: (request: SentRequest) => Response | Promise<Response>,
  options: SourceOptions = {},
): { readonly source: Source; readonly requests: readonly SentRequest[] } {
  const { fetch, requests } = answering(answer);
  return { source: create({ fetch, ...(key === null ? {} : { apiKey: key }), ...options }), requests };
}

/** A reply of the provider. */
export function reply(
  { contentType = 'application/json' }: SourceSubject,
  body: string | ReadableStream<Uint8Array> | null,
  init: ResponseInit = {},
): Response {
  return new Response(body, { ...init, headers: { 'content-type': contentType, ...init.headers } });
}

export function tickers(...names: readonly string[]): readonly Ticker[] {
  return names.map(toTicker).filter((ticker) => ticker !== null);
}

/** Asks for a first page of fresh news of one ticker, unless told otherwise. */
export function ask(
  source: Source,
  request: Partial<PageRequest> = {},
  context: Partial<PageContext> = {},
): Promise<SourcePage> {
  return source.fetchPage(
    { tickers: tickers('AAPL'), reading: 'fresh', window: null, cursor: null, ...request },
    { signal: new AbortController().signal, now, ...context },
  );
}

/** That work rejects with a SourceError of one of these codes, which names the source and shows no key. */
export async function failsWith(
  codes: readonly ErrorCode[],
  { name }: Source,
  { key }: SourceSubject,
  work: Promise<unknown>,
): Promise<SourceError> {
  const thrown = await work.then(
    () => assert.fail(`expected ${codes.join(' or ')}, and it was answered`),
    (error: unknown) => error,
  );
  assert.ok(SourceError.is(thrown), `expected a SourceError ${codes.join(' or ')}, got ${String(thrown)}`);
  assert.ok(codes.includes(thrown.code), `expected ${codes.join(' or ')}, got ${thrown.code}: ${thrown.message}`);
  assert.equal(thrown.source, name);
  const said = `${thrown.message} ${thrown.hint ?? ''} ${JSON.stringify(thrown.context)}`;
  for (const secret of key === null ? [] : [key, encodeURIComponent(key)])
    assert.ok(!said.includes(secret), 'the error shows the key');
  return thrown;
}

/** That one request was sent, and no second one. */
export function sentOnce(requests: readonly SentRequest[]): SentRequest {
  const [only] = requests;
  assert.ok(only !== undefined && requests.length === 1, `expected one request, and ${requests.length} were sent`);
  return only;
}
