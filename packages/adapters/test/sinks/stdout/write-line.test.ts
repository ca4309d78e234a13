import { PassThrough, Writable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { writeLine } from '../../../src/sinks/stdout/write-line.js';

test('resolves when the line was taken, and not before', async () => {
  const taken: (() => void)[] = [];
  const slow = new Writable({ write: (_, __, done) => void taken.push(done) });
  let isWritten = false;
  const writing = writeLine(slow, 'a').then(() => {
    isWritten = true;
  });
  await turn();
  expect(isWritten).toBe(false);
  taken[0]?.();
  await writing;
});

test('ends the line', async () => {
  const stream = new PassThrough();
  await writeLine(stream, '{"a":1}');
  expect(String(stream.read())).toBe('{"a":1}\n');
});

test('leaves no listener behind, however many lines are written at once', async () => {
  const stream = new PassThrough();
  for (let count = 0; count < 20; count += 1) {
    await writeLine(stream, 'a');
    expect(stream.listenerCount('error')).toBe(0);
  }
});

test('rejects when nobody reads, lets the process live and leaves no listener', async () => {
  const broken = new Writable({
    write: (_, __, done) => done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })),
  });
  await expect(writeLine(broken, 'a')).rejects.toThrow('write EPIPE');
  await expect(writeLine(broken, 'a')).rejects.toMatchObject({ code: 'ERR_STREAM_DESTROYED' });
  await turn();
  await turn();
  expect(broken.listenerCount('error')).toBe(0);
});
