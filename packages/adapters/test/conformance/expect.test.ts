import { type Sink, SinkError } from '@ingest/core';
import { expect, test } from 'vitest';
import { failsWith, hasReceived, make, withSink } from '../../src/conformance/expect.js';
import { memorySubject, secret } from '../support/memory-sink.js';

const subject = memorySubject();
const sink: Sink = subject.connect();
const failing = (thrown: unknown) => failsWith('SINK_REJECTED', sink, Promise.reject(thrown), subject);

test('a failure is one of the code, of the sink, and without a secret', async () => {
  await failing(new SinkError('SINK_REJECTED', 'no', { sink: sink.name }));
  await expect(failing(new SinkError('SINK_GONE', 'no', { sink: sink.name }))).rejects.toThrow();
  await expect(failing(new SinkError('SINK_REJECTED', 'no', { sink: 'other' }))).rejects.toThrow();
  await expect(failing(new SinkError('SINK_REJECTED', secret, { sink: sink.name }))).rejects.toThrow('is shown');
  await expect(failing(new Error('no'))).rejects.toThrow('expected a SinkError');
  await expect(failsWith('SINK_REJECTED', sink, Promise.resolve(), subject)).rejects.toThrow();
});

test('what was received is all of it, in order', async () => {
  await hasReceived(subject);
  await expect(hasReceived(subject, 'event-1')).rejects.toThrow();
});

test('a trouble that cannot be made is a mistake of the caller', async () => {
  await make('hangs', memorySubject());
  const receiver = { ...subject.receiver, trouble: {} };
  await expect(make('hangs', { ...subject, receiver })).rejects.toThrow('leave the case out');
});

test('a sink is closed also when the case fails', async () => {
  let isClosed = false;
  const closing = memorySubject(() => ({
    async close() {
      isClosed = true;
    },
  }));
  await expect(withSink(closing, () => Promise.reject(new Error('on purpose')))).rejects.toThrow('on purpose');
  expect(isClosed).toBe(true);
});
