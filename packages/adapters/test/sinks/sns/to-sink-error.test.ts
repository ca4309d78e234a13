import { IngestError } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { toSinkError } from '../../../src/sinks/sns/to-sink-error.js';

const topic = 'arn:aws:sns:us-east-1:123456789012:news';
const of = (thrown: unknown) =>
  toSinkError(thrown, {
    sink: 'desk',
    topic,
    action: 'sns:Publish',
    redact: (text) => text.replaceAll('hunter22', '***'),
  });
const answered = (name: string, status: number, message = 'its words') =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } });

describe('an answer', () => {
  test.each([
    ['ThrottledException', 429, 'SINK_UNAVAILABLE'],
    ['RequestTimeout', 408, 'SINK_UNAVAILABLE'],
    ['Throttling', 400, 'SINK_UNAVAILABLE'],
    ['KMSThrottlingException', 400, 'SINK_UNAVAILABLE'],
    ['InternalErrorException', 500, 'SINK_UNAVAILABLE'],
    ['ServiceUnavailable', 503, 'SINK_UNAVAILABLE'],
    ['ExpiredToken', 403, 'SINK_UNAVAILABLE'],
    ['RequestExpired', 400, 'SINK_UNAVAILABLE'],
    ['SyntaxError', 200, 'SINK_UNAVAILABLE'],
    ['NotFoundException', 404, 'SINK_REJECTED'],
    ['InvalidParameterException', 400, 'SINK_REJECTED'],
    ['AuthorizationErrorException', 403, 'SINK_REJECTED'],
    ['InvalidClientTokenId', 403, 'SINK_REJECTED'],
    ['SignatureDoesNotMatch', 403, 'SINK_REJECTED'],
    ['KMSDisabledException', 400, 'SINK_REJECTED'],
  ])('%s with %i is %s', (name, status, code) => {
    expect(of(answered(name, status))).toMatchObject({
      code,
      status,
      message: `desk: ${topic}: answered ${status} ${name}: its words`,
    });
  });

  test('that cannot be read has a status all the same', () => {
    const thrown = Object.assign(new Error('no XML'), { $response: { statusCode: 403 } });
    expect(of(thrown)).toMatchObject({ code: 'SINK_REJECTED', status: 403 });
  });

  test('is quoted up to its first line, without secrets, and is no cause', () => {
    const said =
      'The <b>signature</b>\u0000 does not match hunter22.\n\nThe Canonical String was x-amz-security-token:abc';
    const error = of(answered('SignatureDoesNotMatch', 403, said));
    expect(error.message).toMatch(/: The signature does not match \*\*\*\.$/);
    expect(error.cause).toBeUndefined();
    expect(of(answered('hunter22', 400)).message).toMatch(/answered 400 \*\*\*: its words$/);
    expect(of(answered('X', 400, '')).message).toMatch(/answered 400 X$/);
    expect(of(answered('X', 400, 'x'.repeat(1000))).message.length).toBeLessThan(400);
  });

  test('that refuses says which right is missing', () => {
    expect(of(answered('AuthorizationErrorException', 403)).hint).toBe(
      `allow sns:Publish on ${topic} to whoever signs`,
    );
    expect(of(answered('NotFoundException', 404)).hint).toBeUndefined();
  });
});

test('what broke is told in words', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), {
    code: 'ECONNREFUSED',
    $metadata: { attempts: 1 },
  });
  expect(of(refused)).toMatchObject({
    code: 'SINK_UNAVAILABLE',
    message: `desk: ${topic}: the connection was refused (ECONNREFUSED)`,
    cause: refused,
  });
});

test('without credentials it is tried again, for a role may be late, and says how to give some', () => {
  const none = Object.assign(new Error('Could not load credentials from any providers'), {
    name: 'CredentialsProviderError',
  });
  expect(of(none)).toMatchObject({
    code: 'SINK_UNAVAILABLE',
    message: `desk: ${topic}: Could not load credentials from any providers`,
    hint: expect.stringContaining('aws sts get-caller-identity'),
  });
});

test('an error of ours stays as it is', () => {
  const missing = new IngestError('DRIVER_MISSING', 'not installed');
  expect(of(missing)).toBe(missing);
});
