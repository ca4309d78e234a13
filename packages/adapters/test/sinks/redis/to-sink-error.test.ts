import { IngestError } from '@ingest/core';
import { expect, test } from 'vitest';
import { toSinkError } from '../../../src/sinks/redis/to-sink-error.js';

const of = (thrown: unknown) =>
  toSinkError(thrown, { sink: 'desk', server: 'host:6379', redact: (text) => text.replaceAll('hunter22', '***') });

test.each([
  ['WRONGTYPE Operation against a key', 'SINK_REJECTED'],
  ['NOAUTH Authentication required.', 'SINK_REJECTED'],
  ['WRONGPASS invalid username-password pair', 'SINK_REJECTED'],
  ['NOPERM this user has no permissions', 'SINK_REJECTED'],
  ['OOM command not allowed when used memory > maxmemory', 'SINK_UNAVAILABLE'],
  ['LOADING Redis is loading the dataset in memory', 'SINK_UNAVAILABLE'],
  ['READONLY You cannot write against a read only replica.', 'SINK_UNAVAILABLE'],
  ['ERR max number of clients reached', 'SINK_UNAVAILABLE'],
])('the answer %s is %s', (message, code) => {
  expect(of(new Error(message))).toMatchObject({ code, message: `desk: redis host:6379: answered ${message}` });
});

test('what broke is told in words, without secrets', () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  expect(of(refused)).toMatchObject({
    code: 'SINK_UNAVAILABLE',
    message: 'desk: redis host:6379: the connection was refused (ECONNREFUSED)',
    cause: refused,
  });
  expect(of(new Error('no hunter22 here')).message).toBe('desk: redis host:6379: no *** here');
});

test('an error of ours stays as it is', () => {
  const missing = new IngestError('DRIVER_MISSING', 'not installed');
  expect(of(missing)).toBe(missing);
});
