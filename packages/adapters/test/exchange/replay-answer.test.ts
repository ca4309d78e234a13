import { SourceError } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import type { RecordedAnswer } from '../../src/exchange/har/read-entry.js';
import { toOutcome } from '../../src/exchange/replay-answer.js';
import { rejectionOf, tiingoUrl } from '../support/recordings.js';

const whole: RecordedAnswer = {
  status: 200,
  statusText: 'OK',
  headers: [{ name: 'content-type', value: 'application/json' }],
  body: Buffer.from('[1]'),
  size: 3,
  failure: null,
};

function responseOf(answer: Partial<RecordedAnswer>): Response {
  const outcome = toOutcome({ ...whole, ...answer }, tiingoUrl('QNDL'), 'tiingo');
  if (outcome.kind === 'failure') throw new Error(`failed: ${outcome.failure.reason}`);
  return outcome.response;
}

describe('a recorded answer', () => {
  test('is what fetch would resolve with', async () => {
    const response = responseOf({});
    expect(response).toMatchObject({ status: 200, statusText: 'OK', url: tiingoUrl('QNDL') });
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toEqual([1]);
  });

  test('is not decoded a second time', async () => {
    const headers = [
      { name: 'content-encoding', value: 'gzip' },
      { name: 'Content-Length', value: '1' },
    ];
    const response = responseOf({ headers });
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(await response.text()).toBe('[1]');
  });

  test('says nothing of its type where the recording does not', () => {
    expect(responseOf({ headers: [] }).headers.get('content-type')).toBeNull();
  });

  test('leaves out what no fetch would show as a header', () => {
    const headers = [
      { name: ':status', value: '200' },
      { name: '', value: 'x' },
      { name: 'x-lines', value: 'a\nb' },
      { name: 'x-word', value: '好' },
      { name: 'Retry-After', value: '5' },
    ];
    expect([...responseOf({ headers }).headers]).toEqual([
      ['retry-after', '5'],
      ['x-lines', 'a, b'],
    ]);
  });
});

describe('a recorded failure', () => {
  const failure = { reason: 'ECONNRESET', message: 'read ECONNRESET' };

  test('stands in place of an answer', () => {
    for (const status of [0, 200]) {
      const outcome = toOutcome({ ...whole, status, failure }, tiingoUrl('QNDL'), 'tiingo');
      expect(outcome).toEqual({ kind: 'failure', failure });
    }
  });

  test('breaks the body of an answer that was a failure already', async () => {
    const response = responseOf({ status: 502, failure });
    expect(response.status).toBe(502);
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe('[1]');
    expect(await rejectionOf(reader.read())).toMatchObject({ message: 'fetch failed', cause: { code: 'ECONNRESET' } });
  });
});

describe('an answer that was not read to its end', () => {
  const failure = { reason: 'CANCELLED', message: '' };

  test('gives as many bytes as were read then, and no more', async () => {
    const size = 10_000_001;
    const response = responseOf({ body: Buffer.alloc(0), size, failure });
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    let read = 0;
    while (read < size) read += (await reader.read()).value?.length ?? Number.NaN;
    expect(read).toBe(size);
    const error = await rejectionOf(reader.read());
    expect(SourceError.is(error) && error.code).toBe('RESPONSE_TOO_LARGE');
  });

  test('begins with what is known of it', async () => {
    const response = responseOf({ size: 5, failure });
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe('[1]');
    expect((await reader.read()).value).toHaveLength(2);
    await expect(reader.read()).rejects.toMatchObject({ code: 'RESPONSE_TOO_LARGE', source: 'tiingo' });
  });

  test('can be left unread', async () => {
    await expect(responseOf({ size: 1e9, failure }).body?.cancel()).resolves.toBeUndefined();
  });
});
