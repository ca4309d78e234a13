import { IngestError } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { isPoolFull, kindOf, toStoreError } from '../../src/postgres/errors.js';

const failure = (code: string, message = 'it failed') => Object.assign(new Error(message), { code });

describe('what Postgres or its driver throws', () => {
  test.each([
    ['55P03', 'STORE_BUSY', 'final'],
    ['57014', 'STORE_BUSY', 'final'],
    ['53100', 'STORE_FULL', 'final'],
    ['25006', 'STORE_READ_ONLY', 'final'],
    ['42501', 'STORE_READ_ONLY', 'final'],
    ['42P01', 'STORE_CORRUPT', 'final'],
    ['42703', 'STORE_CORRUPT', 'final'],
    ['XX001', 'STORE_CORRUPT', 'final'],
    ['23505', 'STORE_CONFLICT', 'collided'],
    ['40001', 'STORE_CONFLICT', 'collided'],
    ['40P01', 'STORE_CONFLICT', 'collided'],
    ['28P01', 'STORE_UNAVAILABLE', 'final'],
    ['3D000', 'STORE_UNAVAILABLE', 'final'],
    ['53300', 'STORE_UNAVAILABLE', 'lost'],
    ['57P01', 'STORE_UNAVAILABLE', 'lost'],
    ['57P03', 'STORE_UNAVAILABLE', 'lost'],
    ['08006', 'STORE_UNAVAILABLE', 'lost'],
    ['25P03', 'STORE_UNAVAILABLE', 'lost'],
    ['ECONNREFUSED', 'STORE_UNAVAILABLE', 'lost'],
    ['ECONNRESET', 'STORE_UNAVAILABLE', 'lost'],
    ['EPIPE', 'STORE_UNAVAILABLE', 'lost'],
    ['EHOSTUNREACH', 'STORE_UNAVAILABLE', 'lost'],
    ['ENOTFOUND', 'STORE_UNAVAILABLE', 'final'],
    ['ENOENT', 'STORE_UNAVAILABLE', 'final'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'STORE_UNAVAILABLE', 'final'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'STORE_UNAVAILABLE', 'final'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'STORE_UNAVAILABLE', 'final'],
    ['22P02', 'STORE_UNAVAILABLE', 'final'],
  ])('%s is %s, and %s', (postgres, code, kind) => {
    const thrown = failure(postgres);
    expect(kindOf(thrown)).toBe(kind);
    expect(toStoreError(thrown, 'store a page', 'postgres://db/news')).toMatchObject({
      code,
      message: 'could not store a page (store postgres://db/news): it failed',
      hint: expect.stringMatching(/.{10}/),
      context: { location: 'postgres://db/news', postgres },
      cause: thrown,
    });
  });

  test.each([
    ['28P01', /pg_hba.conf/],
    ['3D000', /CREATE DATABASE/],
    ['53300', /max_connections/],
    ['57P01', /server runs/],
    ['ENOTFOUND', /name of the host/],
    ['CERT_HAS_EXPIRED', /sslrootcert/],
    ['22P02', /22P02/],
  ])('%s says what to do', (code, hint) => {
    expect(toStoreError(failure(code), 'open it', 'here')).toMatchObject({ hint: expect.stringMatching(hint) });
  });

  test.each([
    'Connection terminated unexpectedly',
    'Connection terminated due to connection timeout',
    'timeout expired',
    'Query read timeout',
    'Client has encountered a connection error and is not queryable',
  ])('%j is a lost connection, though it has no code', (message) => {
    expect(kindOf(new Error(message))).toBe('lost');
    expect(toStoreError(new Error(message), 'open it', 'here')).toMatchObject({ code: 'STORE_UNAVAILABLE' });
  });

  test('is a pool without a free connection, which is busy and not lost', () => {
    const thrown = new Error('timeout exceeded when trying to connect');
    expect([kindOf(thrown), isPoolFull(thrown), isPoolFull(failure('57P01'))]).toEqual(['final', true, false]);
    expect(toStoreError(thrown, 'read', 'here')).toMatchObject({
      code: 'STORE_BUSY',
      hint: expect.stringContaining('raise its max'),
    });
  });

  test('is found under the words of another library, which hold values and are left out', () => {
    const wrapped = new Error('Failed query: select 1 params: secret', { cause: failure('57P01', 'shut down') });
    expect(kindOf(wrapped)).toBe('lost');
    expect(toStoreError(wrapped, 'read', 'here')).toMatchObject({ message: 'could not read (store here): shut down' });
  });

  test('is found among the addresses of a host', () => {
    const all = new AggregateError([failure('ECONNREFUSED', 'refused by ::1'), failure('ECONNREFUSED')]);
    expect(kindOf(all)).toBe('lost');
    expect(toStoreError(all, 'open it', 'here')).toMatchObject({ message: expect.stringContaining('refused by ::1') });
  });
});

test.each([
  new TypeError('a bug'),
  Object.assign(new TypeError('a bug'), { code: 'ERR_INVALID_ARG_TYPE' }),
  Object.assign(new Error('a bug'), { code: 'EBADF' }),
  new IngestError('STORE_LEASE_LOST', 'gone'),
  Object.assign(new Error('of the caller'), { code: 'a-code' }),
  'text',
  null,
])('what comes from neither stays as it is: %s', (thrown) => {
  expect(kindOf(thrown)).toBe('final');
  expect(toStoreError(thrown, 'read', 'here')).toBe(thrown);
});
