import { IngestError } from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { functionHandler, type Invocation } from '../src/function-handler.js';
import type { KeptApp } from '../src/kept-app.js';
import { linesOfTest } from './support/unit-app.js';

const context = { getRemainingTimeInMillis: () => 12_345 };
const wrong = new IngestError('CONFIG_INVALID', 'hunter22 is wrong', { hint: 'mend it' });
const hang = () => new Promise<never>(() => {});

/** A handler of which only the outside matters, and the metrics that it writes itself. */
function handling(handle: (invocation: Invocation<'scheduler'>) => Promise<unknown>, getting?: () => Promise<never>) {
  const state = { dropped: 0, closing: Promise.resolve(), metrics: [] as string[] };
  const clock = manualClock(0);
  const kept = {
    get: getting ?? (async () => ({ app: 'app', environment: 'environment' })),
    drop() {
      state.dropped += 1;
      return state.closing;
    },
    overdue: () => new IngestError('STORE_UNAVAILABLE', 'the store did not answer'),
    namespace: () => 'News',
    redact: (text: string) => text.replaceAll('hunter22', '***'),
  } as unknown as KeptApp<'scheduler'>;
  const { fd, lines } = linesOfTest();
  const output = { fd, write: (line: string) => void state.metrics.push(line) };
  const call = (event: unknown = {}, writesHeartbeat = true) =>
    functionHandler({ kept, clock, writesHeartbeat, output }, handle)(event, context);
  return { state, clock, lines, call };
}

describe('a handler', () => {
  it('hands over the event, what is there, and the time that is left', async () => {
    const { call } = handling(async (invocation) => ({ ...invocation, said: 'hunter22' }));
    expect(await call({ a: 1 })).toEqual({
      event: { a: 1 },
      app: 'app',
      environment: 'environment',
      remainingMs: 12_345,
      said: '***',
    });
  });

  it('fails with a code, and without secrets', async () => {
    const { call, state, lines, clock } = handling(() => Promise.reject(wrong));
    await expect(call()).rejects.toMatchObject({ name: 'CONFIG_INVALID', message: '*** is wrong; mend it' });
    expect([state.dropped, state.metrics, lines(), clock.pending]).toEqual([0, [], [], 0]);
  });

  it('says in log and metrics, too, when nothing could be put together', async () => {
    const { call, state, lines } = handling(
      async () => ({}),
      () => Promise.reject(wrong),
    );
    await expect(call()).rejects.toMatchObject({ name: 'CONFIG_INVALID', message: '*** is wrong; mend it' });
    const report = { code: 'CONFIG_INVALID', message: '*** is wrong', hint: 'mend it' };
    expect(lines()).toMatchObject([{ msg: 'trouble', ...report }]);
    expect(state.metrics.join('')).toContain('"Heartbeat":0');
    await expect(call({}, false)).rejects.toThrow();
    expect([state.metrics.length, lines().length]).toEqual([1, 2]);
  });

  it.each([
    ['the event', () => handling(hang)],
    ['the start', () => handling(async () => ({}), hang)],
  ])('answers half a second before its time is over, though %s hangs and cannot be closed', async (_, make) => {
    const { call, state, clock } = make();
    state.closing = hang();
    const failing = call().catch((error: unknown) => error);
    await clock.advance(context.getRemainingTimeInMillis() - 501);
    expect(state.dropped).toBe(0);
    await clock.advance(1);
    expect(await failing).toMatchObject({ name: 'STORE_UNAVAILABLE', message: 'the store did not answer' });
    expect([state.dropped, clock.pending]).toEqual([1, 0]);
  });

  it('keeps nothing whose store failed', async () => {
    const { call, state } = handling(() => Promise.reject(new IngestError('STORE_SCHEMA', 'newer')));
    await expect(call()).rejects.toMatchObject({ name: 'STORE_SCHEMA' });
    expect(state.dropped).toBe(1);
  });
});
