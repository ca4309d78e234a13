import { EventEmitter } from 'node:events';
import { PassThrough, Writable } from 'node:stream';
import type { Message } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { toCloudEvent } from '../../../src/sinks/envelope.js';
import { createStdoutSink } from '../../../src/sinks/stdout/index.js';
import { alertMessageOf, deliveryContext, messageOf, sinkFailureOf } from '../../support/receiver.js';

const failing = (code: string) =>
  new Writable({ write: (_, __, done) => done(Object.assign(new Error(`write ${code}`), { code })) });

describe('stdout', () => {
  test('gets each message as one line, the CloudEvent that a webhook would get', async () => {
    const stdout = new PassThrough();
    const sink = createStdoutSink({}, { stdout });
    await sink.deliver(messageOf(), deliveryContext());
    await sink.deliver(alertMessageOf(), deliveryContext());
    const lines = String(stdout.read()).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual([toCloudEvent(messageOf()), toCloudEvent(alertMessageOf())]);
  });

  test('gives a terminal nothing to obey, and means the same', async () => {
    const stdout = new PassThrough();
    const message = alertMessageOf({ summary: 'a\u009b2J\u202eb\u001b' });
    await createStdoutSink({}, { stdout }).deliver(message, deliveryContext());
    const line = String(stdout.read());
    expect(line).toContain('a\\u009b2J\\u202eb\\u001b');
    expect(JSON.parse(line)).toEqual(toCloudEvent(message));
  });

  test.each([
    ['EPIPE', 'nobody reads it any more (EPIPE)'],
    ['ENOSPC', 'the disk is full (ENOSPC)'],
    ['EIO', 'write EIO'],
  ])('is unavailable when a write says %s', async (code, words) => {
    const sink = createStdoutSink({ name: 'lines' }, { stdout: failing(code) });
    const failure = await sinkFailureOf(sink.deliver(messageOf(), deliveryContext()));
    expect(failure).toMatchObject({ code: 'SINK_UNAVAILABLE', sink: 'lines' });
    expect(failure.message).toBe(`lines: cannot write to stdout: ${words}`);
  });

  test('waits for a slow reader no longer than it is told to, and writes nothing once it was stopped', async () => {
    const stdout = new Writable({ write: () => {} });
    const controller = new AbortController();
    const delivering = createStdoutSink({}, { stdout }).deliver(
      messageOf(),
      deliveryContext({ signal: controller.signal }),
    );
    controller.abort('stopped');
    await expect(delivering).rejects.toBe('stopped');
    const late = new PassThrough();
    const stopped = deliveryContext({ signal: controller.signal });
    await expect(createStdoutSink({}, { stdout: late }).deliver(messageOf(), stopped)).rejects.toBe('stopped');
    expect(late.read()).toBeNull();
  });

  test('gives a reader that stands still one line and one listener, however often it is tried', async () => {
    const taken: (() => void)[] = [];
    const lines: string[] = [];
    const stdout = new Writable({
      highWaterMark: 1,
      write(chunk, _, done) {
        lines.push(String(chunk));
        taken.push(done);
      },
    });
    const sink = createStdoutSink({}, { stdout });
    const tryIt = (message: Message, signal: AbortSignal) => sink.deliver(message, deliveryContext({ signal }));
    for (const message of [messageOf(), messageOf(), alertMessageOf()]) {
      const controller = new AbortController();
      const delivering = tryIt(message, controller.signal);
      controller.abort('too slow');
      await expect(delivering).rejects.toBe('too slow');
      expect([stdout.writableLength, stdout.listenerCount('error')]).toEqual([lines[0]?.length, 1]);
    }
    taken.shift()?.();
    await tryIt(messageOf(), new AbortController().signal);
    expect([lines.length, stdout.listenerCount('error')]).toEqual([1, 0]);
    const other = tryIt(alertMessageOf(), new AbortController().signal);
    taken.shift()?.();
    await other;
    expect(lines).toHaveLength(2);
  });

  test('says of a line that failed behind a stopped try that it did, and writes the next one anew', async () => {
    const told: ((error?: Error | null) => void)[] = [];
    const write = (_: string, done: (error?: Error | null) => void) => void told.push(done);
    const stdout = Object.assign(new EventEmitter(), { writable: true, write });
    const sink = createStdoutSink({}, { stdout });
    const controller = new AbortController();
    const stopped = sink.deliver(messageOf(), deliveryContext({ signal: controller.signal }));
    controller.abort('too slow');
    await expect(stopped).rejects.toBe('too slow');
    told[0]?.(new Error('write EIO'));
    expect((await sinkFailureOf(sink.deliver(messageOf(), deliveryContext()))).message).toContain('write EIO');
    expect(told).toHaveLength(1);
    const again = sink.deliver(messageOf(), deliveryContext());
    told[1]?.();
    await again;
  });

  test('can be looked at without a line being written', async () => {
    const stdout = new PassThrough();
    const sink = createStdoutSink({}, { stdout });
    await sink.check?.(deliveryContext());
    expect(stdout.read()).toBeNull();
    stdout.end();
    const failure = await sinkFailureOf(sink.check?.(deliveryContext()) ?? Promise.resolve());
    expect(failure.message).toBe('stdout: cannot write to stdout: nobody reads it any more (ERR_STREAM_DESTROYED)');
  });
});
