import { SourceError, type Ticker } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import type { RecordedExchange } from '../../src/exchange/index-recording.js';
import type { Asked } from '../../src/exchange/locate.js';
import type { Match } from '../../src/exchange/match.js';
import { createReplayClock } from '../../src/exchange/replay-clock.js';
import { createReplayFetch, type ReplayFetchOptions } from '../../src/exchange/replay-fetch.js';

const start = Date.UTC(2026, 5, 4, 13, 35);
const asked: Asked = {
  source: 'tiingo',
  method: 'GET',
  path: '/news',
  hasUnknownBase: false,
  tickers: ['AAPL' as Ticker],
  tickerKey: 'AAPL',
};
const exchange = {
  asked,
  start: start + 1000,
  end: start + 1400,
  failed: false,
  place: {},
} as unknown as RecordedExchange;

type Answer = ReturnType<ReplayFetchOptions['read']>;
const good: Answer = { status: 200, statusText: 'OK', headers: [], body: Buffer.from('[]'), size: 2, failure: null };

function replaying(match: Match, answer: Answer = good) {
  const clock = createReplayClock(start);
  const read = () => answer;
  const replayed = createReplayFetch({
    path: 'day.har',
    source: 'tiingo',
    clock,
    emptyBody: '[]',
    ask: () => asked,
    match: () => match,
    read,
  });
  return {
    clock,
    ask: (signal?: AbortSignal) => replayed('https://api.example/news', signal === undefined ? {} : { signal }),
  };
}

describe('createReplayFetch', () => {
  it('rejects what was never recorded, with what was', async () => {
    const { ask } = replaying({ kind: 'mismatch', instead: 'GET /news of MSFT' });
    await expect(ask()).rejects.toMatchObject({
      code: 'REPLAY_MISMATCH',
      message: 'day.har holds no answer of tiingo to GET /news of AAPL; it holds: GET /news of MSFT',
    });
  });

  it('answers with a page without news when all pages are used up', async () => {
    const response = await replaying({ kind: 'empty' }).ask();
    expect([response.status, await response.text()]).toEqual([200, '[]']);
  });

  it('lets the recorded time pass before it answers', async () => {
    const { clock, ask } = replaying({ kind: 'next', exchange });
    expect((await ask()).status).toBe(200);
    expect(clock.now()).toBe(start + 1400);
    expect(clock.elapsed().monotonicMs).toBe(400);
  });

  it('asks nothing once it is aborted, and rejects with the reason of a limit that falls due on the way', async () => {
    await expect(replaying({ kind: 'next', exchange }).ask(AbortSignal.abort(new Error('stop')))).rejects.toThrow(
      'stop',
    );
    const { clock, ask } = replaying({ kind: 'next', exchange });
    const limit = new AbortController();
    clock.after(300, () => limit.abort(new Error('time is over')));
    await expect(ask(limit.signal)).rejects.toThrow('time is over');
  });

  it('ends a recorded timeout in the limit that is due a moment later, or in one of its own', async () => {
    const timedOut = { ...good, status: 0, failure: { reason: 'TIMEOUT', message: '' } };
    const { clock, ask } = replaying({ kind: 'next', exchange }, timedOut);
    const limit = new AbortController();
    clock.after(403, () => limit.abort(new Error('time is over')));
    await expect(ask(limit.signal)).rejects.toThrow('time is over');
    await expect(replaying({ kind: 'next', exchange }, timedOut).ask()).rejects.toSatisfy(
      (error) => SourceError.is(error) && error.code === 'TIMEOUT',
    );
  });
});
