import { IngestError } from '@ingest/core';
import { expect, test } from 'vitest';
import { toSinkError } from '../../../src/sinks/nats/to-sink-error.js';

const of = (thrown: unknown) =>
  toSinkError(thrown, {
    sink: 'desk',
    servers: ['a:1', 'b:2'],
    subject: 'ingest.news',
    redact: (text) => text.replaceAll('hunter22', '***'),
  });
const named = (name: string, message: string, cause?: unknown) =>
  Object.assign(new Error(message, { cause }), { name });

test.each([
  ['AuthorizationError', 'Authorization Violation', 'SINK_REJECTED'],
  ['UserAuthenticationExpiredError', 'expired', 'SINK_REJECTED'],
  ['PermissionViolationError', 'not allowed', 'SINK_REJECTED'],
  ['InvalidArgumentError', "'max_payload' size exceeded", 'SINK_REJECTED'],
  ['JetStreamApiError', 'message size exceeds maximum allowed', 'SINK_REJECTED'],
  ['JetStreamApiError', 'maximum messages exceeded', 'SINK_UNAVAILABLE'],
  ['TimeoutError', 'timeout', 'SINK_UNAVAILABLE'],
  ['ClosedConnectionError', 'closed connection', 'SINK_UNAVAILABLE'],
])('%s (%s) is %s', (name, message, code) => {
  expect(of(named(name, message))).toMatchObject({ code, message: `desk: nats a:1, b:2: ${message}` });
  expect(of(named('RequestError', message, named(name, message)))).toMatchObject({ code });
});

test.each(['JetStreamNotEnabled', 'StreamNotFoundError'])('%s says how to make a stream', (name) => {
  const error = of(named(name, 'none'));
  expect(error.code).toBe('SINK_UNAVAILABLE');
  expect(error.message).toContain('no stream takes ingest.news');
  expect(error.message).toContain(error.hint ?? 'a hint');
});

test('what broke is told in words, without secrets', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  expect(of(named('ConnectionError', 'connection refused', refused)).message).toBe(
    'desk: nats a:1, b:2: the connection was refused (ECONNREFUSED)',
  );
  expect(of(new Error('no hunter22 here')).message).toBe('desk: nats a:1, b:2: no *** here');
});

test('an error of ours stays as it is', () => {
  const missing = new IngestError('DRIVER_MISSING', 'not installed');
  expect(of(missing)).toBe(missing);
});
