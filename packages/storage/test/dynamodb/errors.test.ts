import { IngestError } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { isMissingTable, isPassing, Overtaken, toStoreError } from '../../src/dynamodb/errors.js';

function failure(name: string, status = 400, more: object = {}): Error {
  return Object.assign(new Error(`${name}!`), { name, $metadata: { httpStatusCode: status }, ...more });
}

describe('what DynamoDB throws', () => {
  test.each([
    failure('ProvisionedThroughputExceededException'),
    failure('ThrottlingException'),
    failure('TransactionInProgressException'),
    failure('Unheard-of', 503),
    Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }),
    Object.assign(new Error('all'), { errors: [Object.assign(new Error(''), { code: 'ECONNREFUSED' })] }),
  ])('passes by itself: %s', (thrown) => {
    expect(isPassing(thrown)).toBe(true);
  });

  test.each([failure('ValidationException'), failure('AccessDeniedException'), new TypeError('a bug'), 'text', null])(
    'does not pass: %s',
    (thrown) => {
      expect(isPassing(thrown)).toBe(false);
    },
  );

  test('says that a table is missing', () => {
    expect(isMissingTable(failure('ResourceNotFoundException'))).toBe(true);
    expect(isMissingTable(failure('ValidationException'))).toBe(false);
  });

  test.each([
    [failure('ThrottlingException'), 'STORE_BUSY', 'capacity'],
    [new Overtaken('others were faster'), 'STORE_BUSY', 'many processes'],
    [failure('ResourceNotFoundException'), 'STORE_UNAVAILABLE', 'table and region'],
    [failure('AccessDeniedException'), 'STORE_UNAVAILABLE', 'docs/storage/dynamodb.md'],
    [Object.assign(new Error('none'), { name: 'CredentialsProviderError' }), 'STORE_UNAVAILABLE', 'AWS_ACCESS_KEY_ID'],
    [new Error('Region is missing'), 'STORE_UNAVAILABLE', 'region'],
    [Object.assign(new Error(''), { code: 'ECONNREFUSED' }), 'STORE_UNAVAILABLE', 'endpoint'],
    [failure('ValidationException'), 'STORE_UNAVAILABLE', 'endpoint'],
  ])('%s becomes %s and says what to do', (thrown, code, hint) => {
    const error = toStoreError(thrown, 'read stories', 'dynamodb://news') as IngestError;
    expect(error).toMatchObject({ code, hint: expect.stringContaining(hint) });
    expect(error.message).toContain('could not read stories (store dynamodb://news)');
  });

  test('is kept without the exchange that the SDK hangs on it', () => {
    const thrown = failure('AccessDeniedException', 400, { $response: { headers: { authorization: 'signature' } } });
    const { cause } = toStoreError(thrown, 'read', 'dynamodb://news') as Error;
    expect(cause).toMatchObject({ name: 'AccessDeniedException', message: 'AccessDeniedException!' });
    expect(Object.keys(cause as object)).not.toContain('$response');
  });

  test.each([new TypeError('a bug'), new IngestError('STORE_CLOSED', 'closed'), 'text'])(
    'is left as it is when it is none of its: %s',
    (thrown) => {
      expect(toStoreError(thrown, 'read', 'dynamodb://news')).toBe(thrown);
    },
  );
});
