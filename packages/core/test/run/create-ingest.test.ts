import { getEventListeners } from 'node:events';
import { createIngest, seededChance } from '@ingest/core';
import { candidateItem, manualClock, scriptedSource } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { pageStore } from '../support/page-store.js';
import { type Answer, setup, startOfDay } from '../support/run-setup.js';

const good: Answer = () => ({ page: { items: [candidateItem()] } });
const source = (answer: Answer = good) => scriptedSource({ name: 'first', answer });
const listeners = (signal: AbortSignal) => getEventListeners(signal, 'abort').length;

describe('createIngest', () => {
  it('checks its options when it is called, not when it runs', () => {
    const { store } = pageStore();
    const clock = manualClock(startOfDay);
    expect(() => createIngest({ tickers: ['../x'], sources: [source()], store, clock })).toThrow(RangeError);
  });

  it('does nothing before it is run', () => {
    const asked = source();
    const clock = manualClock(startOfDay);
    createIngest({ tickers: ['AAPL'], sources: [asked], store: pageStore().store, clock, chance: seededChance(1) });
    expect([asked.requests.length, clock.pending]).toEqual([0, 0]);
  });

  it('runs again and again, each run with an id of its own', async () => {
    const test = setup({ sources: [source()] });
    const [first, second] = [await test.run(), await test.run()];
    expect([first.outcome, second.outcome]).toEqual(['ok', 'ok']);
    expect(first.runId).not.toBe(second.runId);
    expect(second.items).toMatchObject({ new: 0, duplicate: 1 });
  });

  it('stops what waits when the caller’s signal aborts, with its own reason', async () => {
    const stop = new AbortController();
    const test = setup({
      sources: [
        source(() => {
          stop.abort(new Error('ctrl-c'));
          return { hang: true };
        }),
      ],
    });
    const report = await test.run({ signal: stop.signal });
    expect(report.error).toEqual({
      code: 'ABORTED',
      message: 'the run was stopped before it was done',
      hint: expect.stringContaining('next run'),
    });
    expect(test.clock.pending).toBe(0);
  });

  it('leaves no listener on the caller’s signal, however the run ends', async () => {
    const { signal } = new AbortController();
    await setup({ sources: [source()] }).run({ signal });
    expect(listeners(signal)).toBe(0);
    const buggy = source(() => ({ error: new TypeError('a bug') }));
    await expect(setup({ sources: [buggy] }).run({ signal })).rejects.toThrow('a bug');
    expect(listeners(signal)).toBe(0);
  });

  it('listens to the caller’s signal while it runs', async () => {
    const { signal } = new AbortController();
    let during = 0;
    const watching = source((request, call) => {
      during = listeners(signal);
      return good(request, call);
    });
    await setup({ sources: [watching] }).run({ signal });
    expect(during).toBe(1);
  });

  it('asks nothing when the signal was aborted before', async () => {
    const asked = source();
    const report = await setup({ sources: [asked] }).run({ signal: AbortSignal.abort() });
    expect(report).toMatchObject({ outcome: 'failed', error: { code: 'ABORTED' } });
    expect(asked.requests).toHaveLength(0);
  });

  it('is not hurt by a reader that throws', async () => {
    const onEvent = () => {
      throw new Error('reader');
    };
    expect((await setup({ sources: [source()], onEvent }).run()).outcome).toBe('ok');
  });
});
