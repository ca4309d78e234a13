import { describe, expect, test } from 'vitest';
import { readBody } from '../../src/http/read-body.js';

const quiet = new AbortController().signal;

function streamed(...chunks: readonly (string | Uint8Array)[]): Response {
  const bytes = chunks.map((chunk) => (typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk));
  const body = new ReadableStream({
    start(stream) {
      for (const chunk of bytes) stream.enqueue(chunk);
      stream.close();
    },
  });
  return new Response(body);
}

describe('readBody', () => {
  test('joins chunks, also inside of a character', async () => {
    const euro = new TextEncoder().encode('€');
    const body = await readBody(streamed('[', euro.slice(0, 1), euro.slice(1), ']'), 100, quiet);
    expect(body).toEqual({ text: '[€]', whole: true });
  });

  test('drops a byte order mark', async () => {
    expect((await readBody(streamed(new Uint8Array([0xef, 0xbb, 0xbf]), '[]'), 100, quiet)).text).toBe('[]');
  });

  test('turns invalid bytes into U+FFFD', async () => {
    const { text } = await readBody(streamed('"caf', new Uint8Array([0xe9]), '"'), 100, quiet);
    expect(text).toBe('"caf\ufffd"');
  });

  test('takes a body of exactly the limit', async () => {
    expect(await readBody(streamed('12345', '67890'), 10, quiet)).toEqual({ text: '1234567890', whole: true });
  });

  test('stops at the limit, keeps the beginning and gives the rest up', async () => {
    let pulls = 0;
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull: (to) => {
        pulls += 1;
        to.enqueue(new Uint8Array(4).fill(0x61));
      },
      cancel: () => {
        cancelled = true;
      },
    });
    expect(await readBody(new Response(endless), 10, quiet)).toEqual({ text: 'aaaaaaaaaa', whole: false });
    expect(cancelled).toBe(true);
    expect(pulls).toBeLessThan(6);
  });

  test('reads no body as an empty one', async () => {
    expect(await readBody(new Response(null, { status: 204 }), 10, quiet)).toEqual({ text: '', whole: true });
  });

  test('rejects with what the stream threw', async () => {
    const broken = new ReadableStream({ pull: (to) => to.error(new TypeError('terminated')) });
    await expect(readBody(new Response(broken), 10, quiet)).rejects.toThrow('terminated');
  });

  test('rejects with the reason of the signal while it waits for a chunk, and cancels the stream', async () => {
    const controller = new AbortController();
    const reason = new Error('over');
    let cancelledWith: unknown;
    const silent = new ReadableStream({
      cancel: (given) => {
        cancelledWith = given;
      },
    });
    const reading = readBody(new Response(silent), 10, controller.signal);
    controller.abort(reason);
    await expect(reading).rejects.toBe(reason);
    expect(cancelledWith).toBe(reason);
  });

  test('rejects with the reason of a signal that was aborted before', async () => {
    await expect(readBody(streamed('[]'), 10, AbortSignal.abort('early'))).rejects.toBe('early');
  });

  test('does not wait for a stream that never finishes its cancellation', async () => {
    const controller = new AbortController();
    const stuck = new ReadableStream({ cancel: () => new Promise(() => undefined) });
    const reading = readBody(new Response(stuck), 10, controller.signal);
    controller.abort('over');
    await expect(reading).rejects.toBe('over');
  });
});
