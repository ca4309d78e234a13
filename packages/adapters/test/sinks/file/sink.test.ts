import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { toCloudEvent } from '../../../src/sinks/envelope.js';
import { createFileSink } from '../../../src/sinks/file/index.js';
import { deliveryContext, messageOf, sinkFailureOf } from '../../support/receiver.js';

/** What the disk says instead of writing. */
const disk = vi.hoisted(() => ({ failure: null as Error | null }));
vi.mock('../../../src/sinks/file/append-line.js', async (original) => {
  const { appendLine, ...others } = await original<typeof import('../../../src/sinks/file/append-line.js')>();
  return {
    ...others,
    appendLine: (path: string, line: string) =>
      disk.failure === null ? appendLine(path, line) : Promise.reject(disk.failure),
  };
});

let folder: string;
beforeEach(() => {
  disk.failure = null;
  folder = mkdtempSync(join(tmpdir(), 'ingest-file-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const deliverTo = (path: string, fields = {}) =>
  createFileSink({ path, name: 'log' }).deliver(messageOf(fields), deliveryContext());

describe('a file', () => {
  test('gets each message as one line, the CloudEvent that a webhook would get', async () => {
    const path = join(folder, 'news.ndjson');
    await deliverTo(path);
    await deliverTo(path, { eventId: 'another', source: 'a\nb' });
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      toCloudEvent(messageOf()),
      toCloudEvent(messageOf({ eventId: 'another', source: 'a\nb' })),
    ]);
  });

  test('makes nothing before the first message', () => {
    expect(createFileSink({ path: join(folder, 'not-there', 'news.ndjson') }).name).toMatch(/^file-[0-9a-f]{8}$/);
  });

  test.each([
    ['whose directory is not there', 'not-there/news.ndjson', 'its directory is not there (ENOENT)'],
    ['whose directory is a file', 'file/news.ndjson', 'its directory is a file (ENOTDIR)'],
    ['that is a directory', 'directory', 'it is there and is no file'],
  ])('is unavailable when it is one %s', async (_, name, words) => {
    writeFileSync(join(folder, 'file'), '');
    mkdirSync(join(folder, 'directory'));
    const path = join(folder, name);
    const failure = await sinkFailureOf(deliverTo(path));
    expect(failure).toMatchObject({ code: 'SINK_UNAVAILABLE', sink: 'log' });
    expect(failure.message).toBe(`log: cannot append to ${path}: ${words}`);
  });

  test.each([
    ['EACCES', 'this user may not write it (EACCES)'],
    ['ENOSPC', 'the disk is full (ENOSPC)'],
    ['EIO', 'i/o error'],
  ])('is unavailable when the disk says %s', async (code, words) => {
    disk.failure = Object.assign(new Error('i/o error'), { code });
    const failure = await sinkFailureOf(deliverTo('/news.ndjson'));
    expect(failure).toMatchObject({ code: 'SINK_UNAVAILABLE', cause: disk.failure });
    expect(failure.message).toBe(`log: cannot append to /news.ndjson: ${words}`);
  });

  test('shows nothing of what it is told to hide', async () => {
    const path = join(folder, 'hunter22', 'news.ndjson');
    const redact = (text: string) => text.replaceAll('hunter22', '***');
    const sink = createFileSink({ path }, { redact });
    expect((await sinkFailureOf(sink.deliver(messageOf(), deliveryContext()))).message).toContain('/***/news.ndjson');
  });

  test('writes nothing once it was stopped', async () => {
    const path = join(folder, 'news.ndjson');
    const stopped = deliveryContext({ signal: AbortSignal.abort('stopped') });
    await expect(createFileSink({ path }).deliver(messageOf(), stopped)).rejects.toBe('stopped');
    expect(() => readFileSync(path)).toThrow('ENOENT');
  });

  test('can be looked at without a line of it being written', async () => {
    const check = (name: string) =>
      createFileSink({ path: join(folder, name), name: 'log' }).check?.({ signal: AbortSignal.timeout(1000) });
    await check('news.ndjson');
    expect(() => readFileSync(join(folder, 'news.ndjson'))).toThrow('ENOENT');
    writeFileSync(join(folder, 'news.ndjson'), 'a line\n');
    await check('news.ndjson');
    expect(readFileSync(join(folder, 'news.ndjson'), 'utf8')).toBe('a line\n');
    mkdirSync(join(folder, 'directory'));
    for (const [name, words] of [
      ['not-there/news.ndjson', 'its directory is not there (ENOENT)'],
      ['news.ndjson/news.ndjson', 'its directory is a file (ENOTDIR)'],
      ['directory', 'it is there and is no file'],
    ] as const)
      expect((await sinkFailureOf(check(name) ?? Promise.resolve())).message).toContain(words);
  });
});
