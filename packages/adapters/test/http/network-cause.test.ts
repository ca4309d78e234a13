import { describe, expect, test } from 'vitest';
import { networkCause } from '../../src/http/network-cause.js';

const failed = (code: string) =>
  new TypeError('fetch failed', { cause: Object.assign(new Error('raw words'), { code }) });

describe('networkCause', () => {
  test.each([
    ['ECONNREFUSED', 'the connection was refused (ECONNREFUSED)'],
    ['ECONNRESET', 'the connection was reset (ECONNRESET)'],
    ['ENOTFOUND', 'the host name does not resolve (ENOTFOUND)'],
    ['UND_ERR_SOCKET', 'the connection was closed by the other side (UND_ERR_SOCKET)'],
    ['HPE_INVALID_CONSTANT', 'the answer is not HTTP (HPE_INVALID_CONSTANT)'],
    ['ERR_SSL_WRONG_VERSION_NUMBER', 'the other side does not speak TLS (ERR_SSL_WRONG_VERSION_NUMBER)'],
    ['ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR', 'the TLS handshake failed (ERR_SSL_TLSV1_ALERT_INTERNAL_ERROR)'],
    ['ENEWS', 'raw words (ENEWS)'],
  ])('puts %s into words', (code, words) => {
    expect(networkCause(failed(code))).toEqual({ kind: 'connection', words });
  });

  test('says a code once that is all there is', () => {
    const error = Object.assign(new Error('net::ERR_ABORTED'), { code: 'net::ERR_ABORTED' });
    expect(networkCause(error).words).toBe('the exchange broke off (net::ERR_ABORTED)');
  });

  test.each([
    'CERT_HAS_EXPIRED',
    'CERT_NOT_YET_VALID',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    'HOSTNAME_MISMATCH',
    'INVALID_CA',
  ])('knows %s for a matter of the certificate', (code) => {
    const cause = networkCause(failed(code));
    expect(cause.kind).toBe('certificate');
    expect(cause.words).toContain('certificate');
  });

  test('knows a body in a broken encoding', () => {
    expect(networkCause(failed('Z_DATA_ERROR')).kind).toBe('encoding');
  });

  test('finds the code inside an AggregateError of several addresses', () => {
    const each = [new Error('no code'), Object.assign(new Error('x'), { code: 'ECONNREFUSED' })];
    expect(networkCause(new TypeError('fetch failed', { cause: new AggregateError(each) })).words).toContain('refused');
  });

  test('gives the innermost words when there is no code, and some when there is no error', () => {
    expect(networkCause(new Error('outer', { cause: new Error('no luck') })).words).toBe('no luck');
    expect(networkCause('thrown text').words).toBe('the exchange broke off');
  });

  test('knows a port that a fetch never speaks to', () => {
    const thrown = new TypeError('fetch failed', { cause: new Error('bad port') });
    expect(networkCause(thrown)).toEqual({ words: 'this port is never asked for web pages (bad port)', kind: 'port' });
  });

  test('survives a circular chain of causes', () => {
    const error = new Error('round');
    error.cause = error;
    expect(networkCause(error).words).toBe('round');
  });
});
