import assert from 'node:assert/strict';
import { type Sink, SinkError, type SinkErrorCode } from '@ingest/core';
import type { SinkSubject, Trouble } from './subject.js';

/** Works with a sink and closes it, whatever happens. */
export async function withSink<T>(subject: SinkSubject, work: (sink: Sink) => Promise<T>): Promise<T> {
  const sink = subject.connect();
  try {
    return await work(sink);
  } finally {
    await sink.close?.();
  }
}

/** Makes a trouble that the case said it needs. */
export async function make(trouble: Trouble, { receiver }: SinkSubject): Promise<void> {
  const begin = receiver.trouble[trouble];
  assert.ok(begin !== undefined, `the receiver cannot be made so that it ${trouble}: leave the case out`);
  await begin();
}

/** That work rejects with a SinkError of this code which names the sink and shows no secret. */
export async function failsWith(
  code: SinkErrorCode,
  { name }: Sink,
  work: Promise<unknown>,
  { secrets }: SinkSubject,
): Promise<void> {
  await assert.rejects(work, (thrown) => {
    assert.ok(SinkError.is(thrown), `expected a SinkError ${code}, got ${String(thrown)}`);
    assert.equal(thrown.code, code);
    assert.equal(thrown.sink, name);
    const said = `${thrown.message} ${thrown.hint ?? ''} ${JSON.stringify(thrown.context)}`;
    showsNone(secrets, said);
    return true;
  });
}

export function showsNone(secrets: readonly string[], text: string): void {
  for (const secret of secrets) assert.ok(!text.includes(secret), 'a secret is shown');
}

/** That these events have reached the receiver, in this order, and nothing else has. */
export async function hasReceived({ receiver }: SinkSubject, ...eventIds: readonly string[]): Promise<void> {
  assert.deepEqual(
    (await receiver.received()).map(({ eventId }) => eventId),
    eventIds,
  );
}
