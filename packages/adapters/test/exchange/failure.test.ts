import { IngestError, SourceError } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { fromFailure, toFailure } from '../../src/exchange/failure.js';

const coded = (message: string, code: string) => Object.assign(new Error(message), { code });
const aborted = (reason: unknown) => AbortSignal.abort(reason);

describe('toFailure', () => {
  test('finds the first code and the last words in the chain of causes', () => {
    const thrown = new TypeError('fetch failed', { cause: coded('connect ECONNREFUSED 127.0.0.1:9', 'ECONNREFUSED') });
    expect(toFailure(thrown, null)).toEqual({
      reason: 'ECONNREFUSED',
      message: 'connect ECONNREFUSED 127.0.0.1:9',
    });
  });

  test('looks into the errors of several addresses', () => {
    const each = [coded('connect ECONNREFUSED ::1:9', 'ECONNREFUSED'), coded('other', 'ENETUNREACH')];
    const thrown = new TypeError('fetch failed', { cause: new AggregateError(each) });
    expect(toFailure(thrown, null)).toEqual({ reason: 'ECONNREFUSED', message: 'connect ECONNREFUSED ::1:9' });
  });

  test('has a reason for what has no code', () => {
    const redirect = new TypeError('fetch failed', { cause: new Error('unexpected redirect') });
    expect(toFailure(redirect, null)).toEqual({ reason: 'FAILED', message: 'unexpected redirect' });
    expect(toFailure('thrown text', null)).toEqual({ reason: 'FAILED', message: '' });
  });

  test('ends for causes that go round in a circle', () => {
    const thrown = new Error('round');
    thrown.cause = thrown;
    expect(toFailure(thrown, null)).toEqual({ reason: 'FAILED', message: 'round' });
  });

  test('tells a limit from a stop from outside', () => {
    const thrown = coded('reset', 'ECONNRESET');
    const timeout = new SourceError('TIMEOUT', 'no page in 10 s', { source: 'tiingo' });
    const limited = new SourceError('RATE_LIMITED', 'a limit is reached', { source: 'tiingo' });
    expect(toFailure(thrown, aborted(timeout)).reason).toBe('TIMEOUT');
    expect(toFailure(thrown, aborted(new DOMException('late', 'TimeoutError'))).reason).toBe('TIMEOUT');
    expect(toFailure(thrown, aborted(limited))).toEqual({ reason: 'GIVEN_UP', message: 'RATE_LIMITED' });
    expect(toFailure(thrown, aborted(undefined)).reason).toBe('ABORTED');
    expect(toFailure(thrown, new AbortController().signal).reason).toBe('ECONNRESET');
  });
});

describe('fromFailure', () => {
  test('gives a source that was given up the code of its failure elsewhere', () => {
    const codeOf = (message: string) => (fromFailure({ reason: 'GIVEN_UP', message }, 'tiingo') as SourceError).code;
    expect([codeOf('RATE_LIMITED'), codeOf('OF_A_LATER_VERSION'), codeOf('STORE_FULL')]).toEqual([
      'RATE_LIMITED',
      'NETWORK',
      'NETWORK',
    ]);
  });

  test('throws what fetch would have thrown', () => {
    const error = fromFailure({ reason: 'CERT_HAS_EXPIRED', message: 'certificate has expired' }, 'tiingo');
    expect(error).toBeInstanceOf(TypeError);
    expect(error.message).toBe('fetch failed');
    expect(error.cause).toMatchObject({ code: 'CERT_HAS_EXPIRED', message: 'certificate has expired' });
    expect(toFailure(error, null)).toEqual({ reason: 'CERT_HAS_EXPIRED', message: 'certificate has expired' });
  });

  test('gives no code to what had none', () => {
    const { cause } = fromFailure({ reason: 'FAILED', message: 'unexpected redirect' }, 'tiingo');
    expect(cause).toMatchObject({ message: 'unexpected redirect' });
    expect(cause).not.toHaveProperty('code');
  });

  test('throws a timeout as the source’s, and an abort as the end of the run', () => {
    const timeout = fromFailure({ reason: 'TIMEOUT', message: '' }, 'tiingo');
    expect(SourceError.is(timeout) && [timeout.code, timeout.source]).toEqual(['TIMEOUT', 'tiingo']);
    const abort = fromFailure({ reason: 'ABORTED', message: '' }, 'tiingo');
    expect(IngestError.is(abort) && !SourceError.is(abort) && abort.code).toBe('ABORTED');
  });
});
