import { SourceError } from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import { describe, expect, test } from 'vitest';
import type { SeenExchange } from '../../src/exchange/har/to-entry.js';
import { toRequestFacts } from '../../src/exchange/request-facts.js';
import { type WatchedExchange, watchExchange } from '../../src/exchange/watch-exchange.js';
import { recordedAt, tiingoUrl } from '../support/recordings.js';

interface Watching {
  readonly exchange: WatchedExchange;
  readonly seen: SeenExchange[];
  readonly clock: ReturnType<typeof manualClock>;
}

function watching(signal?: AbortSignal): Watching {
  const seen: SeenExchange[] = [];
  const clock = manualClock(recordedAt);
  const request = toRequestFacts(tiingoUrl('QNDL'), signal === undefined ? {} : { signal });
  const onEnd = async (exchange: SeenExchange) => void seen.push(exchange);
  return { exchange: watchExchange({ source: 'tiingo', request, clock, onEnd }), seen, clock };
}

/** A body that comes chunk by chunk, each when it is asked for; counts how many were. */
function bodyOf(chunks: readonly string[], ending?: Error): { body: ReadableStream<Uint8Array>; pulled: () => number } {
  let pulled = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const chunk = chunks[pulled];
        pulled += 1;
        if (chunk !== undefined) controller.enqueue(Buffer.from(chunk));
        else if (ending === undefined) controller.close();
        else controller.error(ending);
      },
    },
    { highWaterMark: 0 },
  );
  return { body, pulled: () => pulled };
}

const bodyText = ({ answer }: SeenExchange) => answer?.body && Buffer.from(answer.body).toString();

describe('a watched exchange', () => {
  test('is over when its whole body was read, and takes until then', async () => {
    const { exchange, seen, clock } = watching();
    await clock.advance(80);
    const response = exchange.answered(new Response(bodyOf(['[', ']']).body, { status: 201, headers: { a: 'b' } }));
    await clock.advance(40);
    expect(seen).toEqual([]);
    expect([response.status, response.headers.get('a'), await response.text()]).toEqual([201, 'b', '[]']);
    expect(seen).toMatchObject([{ startedAt: recordedAt, waitMs: 80, totalMs: 120, failure: null }]);
    expect(seen.map(bodyText)).toEqual(['[]']);
  });

  test('reads nothing ahead of its reader', async () => {
    const { exchange } = watching();
    const { body, pulled } = bodyOf(['a', 'b', 'c']);
    const reader = (exchange.answered(new Response(body)).body as ReadableStream<Uint8Array>).getReader();
    await new Promise(setImmediate);
    expect(pulled()).toBe(0);
    await reader.read();
    await new Promise(setImmediate);
    expect(pulled()).toBe(1);
  });

  test('without a body is over with its headers', async () => {
    const { exchange, seen } = watching();
    expect(exchange.answered(new Response(null, { status: 204 })).body).toBeNull();
    expect(seen).toMatchObject([{ answer: { status: 204, size: 0 }, failure: null }]);
  });

  test('that fails has no answer', async () => {
    const { exchange, seen, clock } = watching();
    await clock.advance(7);
    await exchange.failed(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
    expect(seen).toMatchObject([{ answer: null, waitMs: 7, totalMs: 7, failure: { reason: 'ECONNREFUSED' } }]);
  });

  test('whose body breaks off has no answer, and its reader is told as before', async () => {
    const { exchange, seen } = watching();
    const broken = Object.assign(new TypeError('terminated'), { code: 'ECONNRESET' });
    const response = exchange.answered(new Response(bodyOf(['['], broken).body));
    await expect(response.text()).rejects.toBe(broken);
    expect(seen).toMatchObject([{ answer: null, failure: { reason: 'ECONNRESET' } }]);
  });

  test('whose body breaks off keeps a status that said enough', async () => {
    const { exchange, seen } = watching();
    const broken = Object.assign(new TypeError('terminated'), { code: 'ECONNRESET' });
    await exchange
      .answered(new Response(bodyOf(['gone'], broken).body, { status: 503 }))
      .text()
      .catch(() => {});
    expect(seen).toMatchObject([{ answer: { status: 503, size: 4 }, failure: { reason: 'ECONNRESET' } }]);
  });

  test('is over at once when its signal aborts, with the answer or without', async () => {
    const timeout = new SourceError('TIMEOUT', 'late', { source: 'tiingo' });
    for (const status of [null, 200, 503]) {
      const controller = new AbortController();
      const { exchange, seen, clock } = watching(controller.signal);
      if (status !== null) exchange.answered(new Response(bodyOf(['[']).body, { status }));
      await clock.advance(10_000);
      controller.abort(timeout);
      expect(seen).toMatchObject([{ answer: null, totalMs: 10_000, failure: { reason: 'TIMEOUT' } }]);
      await exchange.failed(timeout);
      await exchange.leave();
      expect(seen).toHaveLength(1);
    }
  });

  test('that is cancelled says how far it was read, and passes the cancelling on', async () => {
    const { exchange, seen } = watching();
    let cancelled: unknown;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(60_000)),
      cancel(reason) {
        cancelled = reason;
      },
    });
    const reader = (exchange.answered(new Response(endless)).body as ReadableStream<Uint8Array>).getReader();
    await reader.read();
    await reader.read();
    await reader.cancel('enough');
    expect(cancelled).toBe('enough');
    expect(seen).toMatchObject([
      { answer: { status: 200, body: null, size: 120_000 }, failure: { reason: 'CANCELLED' } },
    ]);
  });

  test('that is cancelled early keeps what was read', async () => {
    const { exchange, seen } = watching();
    const reader = (
      exchange.answered(new Response(bodyOf(['<html>', 'more']).body)).body as ReadableStream<Uint8Array>
    ).getReader();
    await reader.read();
    await reader.cancel();
    expect(seen).toMatchObject([{ answer: { size: 6 }, failure: { reason: 'CANCELLED' } }]);
    expect(seen.map(bodyText)).toEqual(['<html>']);
  });

  test('that is cancelled after a status of failure is whole without the rest', async () => {
    for (const status of [302, 401]) {
      const { exchange, seen } = watching();
      await exchange.answered(new Response(bodyOf(['no']).body, { status })).body?.cancel();
      expect(seen).toMatchObject([{ answer: { status }, failure: null }]);
    }
  });

  test('that nobody reads is over with its headers, when the recording ends', async () => {
    const { exchange, seen, clock } = watching();
    await clock.advance(50);
    exchange.answered(new Response(bodyOf(['no']).body, { status: 401 }));
    await clock.advance(1000);
    await exchange.leave();
    expect(seen).toMatchObject([{ answer: { status: 401 }, totalMs: 50, failure: null }]);
  });

  test('that is left before there is an answer was aborted', async () => {
    const { exchange, seen } = watching();
    await exchange.leave();
    expect(seen).toMatchObject([{ answer: null, failure: { reason: 'ABORTED' } }]);
  });

  test('does not keep a body without end', async () => {
    const { exchange, seen } = watching();
    const chunk = new Uint8Array(1024 * 1024);
    let left = 20;
    const large = new ReadableStream<Uint8Array>({
      pull(controller) {
        left -= 1;
        if (left < 0) controller.close();
        else controller.enqueue(chunk);
      },
    });
    const reader = (exchange.answered(new Response(large)).body as ReadableStream<Uint8Array>).getReader();
    while (!(await reader.read()).done);
    expect(seen).toMatchObject([{ answer: { body: null, size: 20 * chunk.length }, failure: { reason: 'CANCELLED' } }]);
  });
});
