import {
  type ErrorCode,
  IngestError,
  type PageContext,
  type PageRequest,
  type Source,
  SourceError,
} from '@ingest/core';
import { describe } from 'vitest';
import { sourceFailureCases } from '../../src/conformance/source-failure-cases.js';
import { type BrokenSource, createSmallSource, findOutSources } from '../support/small-source.js';

type FetchPage = Source['fetchPage'];

function asks(
  how: (right: FetchPage, ...asked: [PageRequest, PageContext]) => ReturnType<FetchPage>,
  ...foundBy: string[]
): BrokenSource {
  return { how: ({ fetchPage }) => ({ fetchPage: (...asked) => how(fetchPage, ...asked) }), foundBy };
}

/** A source that fails with something else. */
function failsWith(change: (error: SourceError) => unknown, ...foundBy: string[]): BrokenSource {
  return asks(
    (right, ...asked) =>
      right(...asked).catch((error: unknown) => {
        throw SourceError.is(error) ? change(error) : error;
      }),
    ...foundBy,
  );
}

/** A source that takes a failure of this code for no news. */
function isSilentAbout(code: ErrorCode, ...foundBy: string[]): BrokenSource {
  return asks(
    (right, ...asked) =>
      right(...asked).catch((error: unknown) => {
        if (SourceError.is(error) && error.code === code) return { items: [], next: null, asked: null };
        throw error;
      }),
    ...foundBy,
  );
}

const withCode = (code: ErrorCode) => (error: SourceError) =>
  new SourceError(code, error.message, { source: error.source });

describe('the cases of failures', () => {
  findOutSources(sourceFailureCases, {
    'tries again by itself': asks(
      (right, ...asked) => right(...asked).catch(() => right(...asked)),
      'a reply with status 500 is SERVER_ERROR, after one request',
      'a connection that cannot be made is NETWORK, after one request',
    ),
    'fails with plain errors': failsWith(
      ({ message }) => new Error(message),
      'a reply with status 401 is AUTH_FAILED, after one request',
      'a body that is nested too deep is MALFORMED_RESPONSE, after one request',
    ),
    'blames the network for everything': failsWith(
      withCode('NETWORK'),
      'a reply with status 404 is NOT_FOUND, after one request',
      'an empty body is EMPTY_RESPONSE, after one request',
    ),
    'fails as another source': failsWith(
      ({ code, message }) => new SourceError(code, message, { source: 'other' }),
      'a reply with status 400 is BAD_REQUEST, after one request',
    ),
    'repeats its key': {
      how: (_, options) => ({ fetchPage: createSmallSource({ ...options, redact: (text) => text }).fetchPage }),
      foundBy: [
        'a reply with status 500 is SERVER_ERROR, after one request',
        'a refusal with a status of success is what its words say, after one request',
      ],
    },
    'takes an empty body for no news': isSilentAbout(
      'EMPTY_RESPONSE',
      'an empty body is EMPTY_RESPONSE, after one request',
      'a body of white space is EMPTY_RESPONSE, after one request',
    ),
    'takes what it cannot read for no news': isSilentAbout(
      'MALFORMED_RESPONSE',
      'a body that breaks off in the middle of an item is MALFORMED_RESPONSE, after one request',
      'a page for people is MALFORMED_RESPONSE, after one request',
      'an object of nothing is MALFORMED_RESPONSE, after one request',
      'a null is MALFORMED_RESPONSE, after one request',
      'a number is MALFORMED_RESPONSE, after one request',
    ),
    'takes a limit that is told with 200 for no news': isSilentAbout(
      'RATE_LIMITED',
      'a refusal with a status of success is what its words say, after one request',
    ),
    'takes a refusal with 200 for a reply of another form': failsWith(
      (error) => (error.status === 200 ? withCode('MALFORMED_RESPONSE')(error) : error),
      'a refusal with a status of success is what its words say, after one request',
    ),
    'takes a redirect for no news': isSilentAbout('NETWORK', 'a redirect is NETWORK, after one request'),
    'forgets when a limit is over': failsWith(
      ({ code, message, source, status = 0 }) => new SourceError(code, message, { source, status }),
      'a refusal has the status of the reply, and a limit says when it is over',
    ),
    'reads every body to its end': {
      how: (_, { fetch = globalThis.fetch, ...options }) => ({
        fetchPage: createSmallSource({
          ...options,
          async fetch(url, init) {
            const { status, headers, body } = await fetch(url, init);
            return new Response(body === null ? null : await new Response(body).text(), { status, headers });
          },
        }).fetchPage,
      }),
      foundBy: ['a body that is too large is RESPONSE_TOO_LARGE, and is not read to its end'],
    },
    'takes an error of the program for its own': asks(
      (right, ...asked) =>
        right(...asked).catch((error: unknown) => {
          if (SourceError.is(error) || !IngestError.is(error) || error.code === 'ABORTED') throw error;
          throw new SourceError('NETWORK', 'failed', { source: 'small', cause: error });
        }),
      'an error of the program passes as it is',
    ),
    'does not look at its signal': asks(
      (right, request, context) => right(request, { ...context, signal: new AbortController().signal }),
      'a signal that was aborted before ends the exchange before it begins',
      'the signal ends an exchange that waits for its answer at once, with its reason',
      'the signal ends an exchange that waits for the rest of a body at once, with its reason',
    ),
    'ends with a reason of its own': asks(
      (right, ...asked) =>
        right(...asked).catch((error: unknown) => {
          throw IngestError.is(error) && error.code === 'ABORTED' ? new DOMException('ended', 'AbortError') : error;
        }),
      'the signal ends an exchange that waits for its answer at once, with its reason',
    ),
  });
});
