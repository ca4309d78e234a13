import type { RunReport } from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import type { Batching } from '../../src/collect/plan-batches.js';
import type { LimitReading, Source } from '../../src/contracts/source.js';
import { SourceError } from '../../src/errors/source-error.js';
import type { IngestOptions } from '../../src/run/settings.js';
import { lettingPass, setup, startOfDay } from '../support/run-setup.js';
import { type Wire, type WireOptions, wire } from '../support/wire.js';

const minute = 60_000;

/**
 * Two wires, each with news, and runs as cron makes them: each a process of its own, a minute after the one before unless
 * told otherwise. The first wire takes one ticker in a request.
 */
function failingOver(options: Partial<IngestOptions> = {}, ofFirst: Partial<WireOptions> = {}) {
  const clock = manualClock(startOfDay);
  const first = wire({
    clock,
    name: 'first',
    keyId: '9f86d081',
    capabilities: { maxTickersPerRequest: 1 },
    ...ofFirst,
  });
  const second = wire({ clock, name: 'second' });
  for (const one of [first, second]) one.publish(startOfDay - minute);
  const test = setup({ sources: [first, second], ...options }, clock);
  let runs = 0;
  const next = async (changes: Partial<IngestOptions> = {}, pauseMs = minute): Promise<RunReport> => {
    if (runs > 0) await clock.advance(pauseMs);
    runs += 1;
    return test.another(changes).run();
  };
  const breaker = () => test.stored.registers.get('breaker/first/9f86d081');
  return { ...test, first, second, next, breaker };
}

/** One ticker after the other, of the first wire. */
const oneByOne: Batching = {
  plan: ({ name }, tickers) => (name === 'first' ? tickers.map((ticker) => [ticker]) : [tickers]),
  maxConcurrent: 1,
};

const firstOf = (report: RunReport) => report.sources[0];
/** How many requests a step sends to a source. */
async function requestsOf(source: Wire, step: () => Promise<unknown>): Promise<number> {
  const before = source.requests.length;
  await step();
  return source.requests.length - before;
}

/** As the third run leaves it in which the first wire failed. */
async function opened(...ofAll: Parameters<typeof failingOver>) {
  const test = failingOver(...ofAll);
  test.first.trouble = 'NETWORK';
  for (let failures = 0; failures < 3; failures += 1) await test.next();
  return test;
}

describe('a source that fails run after run', () => {
  it('is asked three times, and left out of the fourth run', async () => {
    const test = failingOver();
    test.first.trouble = 'NETWORK';
    for (let failures = 1; failures <= 3; failures += 1)
      expect(firstOf(await test.next())).toMatchObject({
        outcome: 'failed',
        errorCode: 'NETWORK',
        breaker: failures < 3 ? 'closed' : 'open',
      });
    const asked = test.first.requests.length;
    const report = await test.next();
    expect(test.first.requests).toHaveLength(asked);
    expect(firstOf(report)).toMatchObject({
      outcome: 'skipped',
      requests: 0,
      breaker: 'open',
      errorCode: 'CIRCUIT_OPEN',
    });
    expect(report).toMatchObject({ outcome: 'ok', unanswered: [] });
    expect(report.failovers).toEqual([
      { from: 'first', to: 'second', code: 'CIRCUIT_OPEN', tickers: ['AAPL', 'MSFT'] },
    ]);
  });

  it('leaves an event of that run, stored and told, without a request', async () => {
    const test = await opened();
    const report = await test.next();
    const event = {
      source: 'first',
      outcome: 'skipped',
      success: false,
      requests: 0,
      attempts: 0,
      itemCount: 0,
      isFailover: false,
      errorCode: 'CIRCUIT_OPEN',
      errorMessage: expect.stringMatching(/first failed \(NETWORK\) and is left alone until .*; nothing was sent/),
    };
    expect(report.collections[0]).toMatchObject(event);
    expect(test.stored.events.filter(({ runId }) => runId === report.runId)[0]).toMatchObject(event);
  });

  it('does not look healthier to the state for being left out', async () => {
    const test = await opened();
    const before = test.stored.states.find(({ source }) => source === 'first');
    await test.next();
    expect(test.stored.states.find(({ source }) => source === 'first')).toEqual({ ...before, lastOutcome: 'skipped' });
  });

  it('counts once a run, however many of its batches failed', async () => {
    const test = failingOver({ tickers: ['A', 'B', 'C', 'D'] });
    test.first.trouble = 'SERVER_ERROR';
    await test.next();
    expect(test.breaker()).toEqual({ kind: 'closed', failures: 1 });
  });

  it('does not fail in a run in which one of its batches succeeded', async () => {
    const test = failingOver({ tickers: ['A', 'B', 'C', 'D'] });
    for (let run = 0; run < 4; run += 1) {
      // Its first batch is two pages: the second one is empty.
      test.first.troubleFrom(2, 'BAD_REQUEST');
      await test.next();
    }
    expect(test.breaker() ?? { failures: 0 }).toMatchObject({ failures: 0 });
  });

  it('is asked again when its key is changed, at once', async () => {
    const test = await opened();
    const renewed = wire({ clock: test.clock, name: 'first', keyId: '00000000' });
    renewed.publish(startOfDay);
    const report = await test.next({ sources: [renewed, test.second] });
    expect(firstOf(report)).toMatchObject({ outcome: 'ok', breaker: 'closed' });
    expect((await test.next()).failovers[0]?.code).toBe('CIRCUIT_OPEN');
  });

  it('is asked all the same by a replay of a run that asked it', async () => {
    const test = await opened();
    const wasAsked = (name: string) => name === 'first';
    const step = () => test.next({ batching: { ...oneByOne, wasAsked } });
    expect(await requestsOf(test.first, step)).toBeGreaterThan(0);
  });

  it.each(['AUTH_FAILED', 'FORBIDDEN'] as const)('is left out of the next run after one %s', async (code) => {
    const test = failingOver();
    test.first.trouble = code;
    expect(firstOf(await test.next())).toMatchObject({ outcome: 'auth-failed', breaker: 'open' });
    expect(await requestsOf(test.first, () => test.next())).toBe(0);
    expect(test.breaker()).toMatchObject({ kind: 'open', code });
  });

  it('is told of when its breaker changes, with what to what', async () => {
    const test = failingOver();
    test.first.trouble = 'AUTH_FAILED';
    await test.run();
    expect(test.events.filter(({ type }) => type === 'breaker:changed')).toEqual([
      {
        type: 'breaker:changed',
        runId: expect.any(String),
        at: '2026-06-04T14:00:00.000Z',
        source: 'first',
        from: 'closed',
        to: 'open',
      },
    ]);
  });

  it('is reported with its breaker also by a run that did not come to ask it', async () => {
    const test = await opened();
    const report = await test.next({ sources: [test.second, test.first] });
    expect(report.sources[1]).toMatchObject({ source: 'first', outcome: 'skipped', breaker: 'open' });
  });
});

describe('a run in between', () => {
  async function failed(times: number) {
    const test = failingOver();
    test.first.trouble = 'NETWORK';
    for (let failures = 0; failures < times; failures += 1) await test.next();
    return test;
  }

  it('that succeeds makes the failed ones forgotten', async () => {
    const test = await failed(2);
    test.first.trouble = null;
    await test.next();
    test.first.trouble = 'NETWORK';
    await test.next();
    expect(test.breaker()).toEqual({ kind: 'closed', failures: 1 });
  });

  it('that was read only in part succeeded too: the deadline after a whole page is no failure', async () => {
    const test = await failed(2);
    test.first.troubleFrom(1, 'hang');
    expect(firstOf(await test.next())).toMatchObject({ outcome: 'partial' });
    test.first.trouble = 'NETWORK';
    await test.next();
    expect(test.breaker()).toEqual({ kind: 'closed', failures: 1 });
  });

  it.each(['RATE_LIMITED', 'silence', 'stop'] as const)(
    'that ends with %s neither counts nor makes them forgotten',
    async (how) => {
      const test = await failed(2);
      if (how === 'RATE_LIMITED') {
        const limited = limitedWire(test, test.clock.now() + 2 * minute);
        expect(firstOf(await test.next({ sources: [limited, test.second] }))?.outcome).toBe('rate-limited');
      } else if (how === 'silence') {
        await silentRun(test);
      } else {
        const stop = new AbortController();
        test.first.trouble = 'hang';
        const stopped = test.another().start(stop.signal);
        await test.clock.advance(0);
        stop.abort();
        expect((await stopped).error?.code).toBe('ABORTED');
      }
      expect(test.breaker()).toEqual({ kind: 'closed', failures: 2 });
      test.first.trouble = 'NETWORK';
      await test.next();
      expect(test.breaker()).toMatchObject({ kind: 'open', failures: 3 });
    },
  );
});

/** A run in which the first wire is silent although the store holds news of this time: read by another key of the wire. */
async function silentRun(test: ReturnType<typeof failingOver>): Promise<void> {
  const other = wire({ clock: test.clock, name: 'first', keyId: '00000000' });
  other.publish(test.clock.now());
  await test.next({ sources: [other, test.second] });
  test.first.trouble = 'silence';
  const report = await test.next();
  if (firstOf(report)?.outcome !== 'suspicious') throw new Error(`not suspicious but ${firstOf(report)?.outcome}`);
}

/** The first wire, at the limit of its plan until a time. */
function limitedWire({ first }: { readonly first: Wire }, retryAt: number): Source {
  const error = new SourceError('RATE_LIMITED', 'first answers 429', { source: 'first', status: 429, retryAt });
  return { ...first, fetchPage: () => Promise.reject(error) };
}

describe('a source that has rested for five minutes', () => {
  async function rested(...ofAll: Parameters<typeof failingOver>) {
    const test = await opened(...ofAll);
    await test.clock.advance(3 * minute);
    expect((await test.next()).failovers[0]?.code).toBe('CIRCUIT_OPEN');
    return test;
  }

  it('is asked for one batch, and for all when that is answered', async () => {
    const test = await rested();
    test.first.trouble = null;
    const report = await test.next();
    expect(report).toMatchObject({ outcome: 'ok', failovers: [] });
    expect(firstOf(report)).toMatchObject({ outcome: 'ok', breaker: 'closed' });
    expect(report.collections.map(({ source, tickers }) => [source, ...tickers])).toEqual([
      ['first', 'AAPL'],
      ['first', 'MSFT'],
    ]);
    expect(test.breaker()).toEqual({ kind: 'closed', failures: 0 });
  });

  it('is asked for no second batch when that fails, not even for a reason that concerns one batch', async () => {
    const test = await rested();
    test.first.trouble = 'BAD_REQUEST';
    let report: RunReport | undefined;
    const asked = await requestsOf(test.first, async () => {
      report = await test.next();
    });
    expect([asked, report?.unanswered]).toEqual([1, []]);
    expect(report?.sources[0]).toMatchObject({ outcome: 'failed', breaker: 'open', errorCode: 'BAD_REQUEST' });
  });

  it.each(['SERVER_ERROR', 'NETWORK'] as const)(
    'is sent one request as its probe, not tried again at %s',
    async (code) => {
      const test = await rested();
      test.first.trouble = code;
      expect(await requestsOf(test.first, () => test.next())).toBe(1);
      expect(test.breaker()).toMatchObject({ kind: 'open', code });
    },
  );

  it('is tried again on a later page of its probe as ever', async () => {
    const test = await rested();
    test.first.troubleFrom(1, 'SERVER_ERROR');
    expect(await requestsOf(test.first, () => test.next())).toBeGreaterThan(2);
    expect(test.breaker()).toMatchObject({ kind: 'closed' });
  });

  it('rests again when the probe failed', async () => {
    const test = await rested();
    test.first.trouble = 'BAD_REQUEST';
    await test.next();
    for (let run = 0; run < 4; run += 1) expect(await requestsOf(test.first, () => test.next())).toBe(0);
    expect(await requestsOf(test.first, () => test.next())).toBe(1);
  });

  it('rests as soon as the probe failed, however long its run goes on with the next source', async () => {
    const test = await rested();
    test.first.trouble = 'BAD_REQUEST';
    const meanwhile: unknown[] = [];
    const watched: Source = {
      ...test.second,
      fetchPage(request, context) {
        meanwhile.push(test.breaker());
        return test.second.fetchPage(request, context);
      },
    };
    await test.next({ sources: [test.first, watched] });
    expect(meanwhile[0]).toMatchObject({ kind: 'open' });
  });

  it('is one try for all that goes to it, whatever the silence of the first batch was worth', async () => {
    const test = failingOver();
    await test.next();
    test.first.trouble = 'NETWORK';
    for (let failures = 0; failures < 3; failures += 1) await test.next();
    await test.clock.advance(5 * minute);
    test.first.trouble = 'silence';
    const asked = test.first.requests.length;
    const report = await test.next();
    expect(firstOf(report)).toMatchObject({ outcome: 'suspicious', breaker: 'open' });
    expect(report).toMatchObject({ unanswered: [], failovers: [{ code: 'CIRCUIT_OPEN', tickers: ['MSFT'] }] });
    expect(test.breaker()).toMatchObject({ kind: 'open', failures: 3 });
    // Each run has one try until the source speaks.
    expect(firstOf(await test.next())).toMatchObject({ outcome: 'suspicious', breaker: 'open' });
    expect(test.first.requests.length).toBe(asked + 2);
    test.first.trouble = null;
    expect(firstOf(await test.next())).toMatchObject({ outcome: 'ok', breaker: 'closed' });
  });

  it('is closed also by a probe that was read only in part', async () => {
    const test = await rested();
    test.first.troubleFrom(1, 'hang');
    const report = await test.next();
    expect(firstOf(report)).toMatchObject({ breaker: 'closed' });
    expect(test.breaker()).toEqual({ kind: 'closed', failures: 0 });
  });

  it('is probed again by the next run when the probe ended at a limit', async () => {
    const test = await rested();
    const limited = limitedWire(test, test.clock.now() + minute + 30_000);
    expect(firstOf(await test.next({ sources: [limited, test.second] }))).toMatchObject({
      outcome: 'rate-limited',
      breaker: 'open',
    });
    test.first.trouble = null;
    expect(firstOf(await test.next())).toMatchObject({ outcome: 'ok', breaker: 'closed' });
  });

  it('is probed again by the next run when the one that asked was stopped', async () => {
    const test = await rested();
    const stop = new AbortController();
    test.first.trouble = 'hang';
    await test.clock.advance(minute);
    const stopped = test.another().start(stop.signal);
    await test.clock.advance(100);
    expect(test.breaker()).toMatchObject({ kind: 'half-open' });
    stop.abort();
    await stopped;
    test.first.trouble = null;
    expect(firstOf(await test.next({}, 0))).toMatchObject({ outcome: 'ok', breaker: 'closed' });
  });

  it('is probed by one of two runs that come at a time', async () => {
    const test = await rested({ leaseName: 'one' });
    test.first.trouble = 'BAD_REQUEST';
    await test.clock.advance(minute);
    const both = [test.another(), test.another({ leaseName: 'two' })].map((one) => one.start());
    expect(await requestsOf(test.first, () => lettingPass(test.clock, Promise.all(both)))).toBe(1);
  });

  it('is not probed in the name of others by a run that only asks', async () => {
    const test = await rested();
    test.first.trouble = null;
    await test.clock.advance(minute);
    const before = test.breaker();
    expect(firstOf(await test.next({ writes: 'nothing' }, 0))).toMatchObject({ outcome: 'ok', breaker: 'closed' });
    expect(test.breaker()).toEqual(before);
  });
});

describe('a run that is stopped', () => {
  it('says nothing of a source that had failed in it before', async () => {
    const test = failingOver();
    test.first.trouble = 'NETWORK';
    test.second.trouble = 'hang';
    const stop = new AbortController();
    const stopped = test.another().start(stop.signal);
    await test.clock.advance(5000);
    expect(test.second.requests).toHaveLength(1);
    stop.abort();
    expect((await stopped).error?.code).toBe('ABORTED');
    expect(test.breaker()).toBeUndefined();
  });
});

describe('a run that writes no state', () => {
  it('begins with a blank breaker and leaves none behind', async () => {
    const test = await opened();
    const before = new Map(test.stored.registers);
    expect(firstOf(await test.next({ writes: 'news' }))).toMatchObject({ outcome: 'failed', breaker: 'closed' });
    expect(test.stored.registers).toEqual(before);
  });
});

describe('a quota', () => {
  const quota = [{ window: 'minute', limit: 4 }] as const;
  const four = ['A', 'B', 'C', 'D'];

  it('that is used up lets the rest go on to the next source, and leaves an event that says so', async () => {
    // Two pages a batch: the second one is empty.
    const test = failingOver({ tickers: four, batching: oneByOne }, { quota });
    const report = await test.next();
    expect(test.first.requests.map(({ tickers }) => `${tickers}`)).toEqual(['A', 'A', 'B', 'B']);
    expect(report).toMatchObject({ outcome: 'ok', unanswered: [] });
    expect(report.failovers).toEqual([{ from: 'first', to: 'second', code: 'QUOTA_EXHAUSTED', tickers: ['C', 'D'] }]);
    expect(test.stored.events.find(({ outcome }) => outcome === 'quota-exhausted')).toMatchObject({
      source: 'first',
      tickers: ['C'],
      success: false,
      requests: 0,
      errorCode: 'QUOTA_EXHAUSTED',
      errorMessage: expect.stringContaining('the requests of this minute are used up'),
    });
    expect(firstOf(report)).toMatchObject({ outcome: 'partial', requests: 4, breaker: 'closed' });
  });

  it('is one for all runs', async () => {
    const test = failingOver({ tickers: ['A', 'B'], batching: oneByOne }, { quota });
    await test.next();
    expect(await requestsOf(test.first, () => test.next({}, 1000))).toBe(0);
    expect(await requestsOf(test.first, () => test.next({}, 2 * minute))).toBe(4);
  });

  it('says nothing of the health of its source', async () => {
    const test = failingOver({ batching: oneByOne }, { quota: [{ window: 'hour', limit: 1 }] });
    for (let run = 0; run < 5; run += 1) await test.next();
    expect(test.breaker() ?? { failures: 0 }).toMatchObject({ failures: 0 });
    expect((await test.next()).collections[0]?.errorCode).toBe('QUOTA_EXHAUSTED');
  });

  it('counts each try of a request', async () => {
    const test = failingOver({ tickers: ['A'] }, { quota: [{ window: 'minute', limit: 2 }] });
    test.first.trouble = 'SERVER_ERROR';
    const report = await test.next();
    expect(test.first.requests).toHaveLength(2);
    expect(report.collections[0]).toMatchObject({ requests: 2, attempts: 2, errorCode: 'QUOTA_EXHAUSTED' });
  });

  it('of a second is waited for', async () => {
    const test = failingOver({ tickers: ['A', 'B'] }, { quota: [{ window: 'second', limit: 1 }] });
    const report = await test.next();
    expect(report).toMatchObject({ outcome: 'ok', failovers: [] });
    expect(report.durationMs).toBeGreaterThanOrEqual(3000);
  });

  it('is spent by a run that only asks, too', async () => {
    const test = failingOver({ tickers: ['A', 'B'], batching: oneByOne }, { quota });
    await test.next({ writes: 'nothing' });
    expect(test.first.requests).toHaveLength(4);
    expect(await requestsOf(test.first, () => test.next({}, 1000))).toBe(0);
  });

  it('that ends a run early starves no ticker: the next run begins where it ended', async () => {
    const test = failingOver({ tickers: four, batching: oneByOne }, { quota });
    const alone = { sources: [test.first] };
    const asked = async () => {
      const before = test.first.requests.length;
      const report = await test.next(alone, 2 * minute);
      const batches = test.first.requests.slice(before).filter((_, index) => index % 2 === 0);
      return { report, order: batches.map(({ tickers }) => `${tickers}`) };
    };
    const first = await asked();
    expect([first.order, first.report.unanswered]).toEqual([
      ['A', 'B'],
      ['C', 'D'],
    ]);
    const second = await asked();
    expect([second.order, second.report.unanswered]).toEqual([
      ['C', 'D'],
      ['A', 'B'],
    ]);
    expect(second.report.tickers).toEqual(four);
    expect((await asked()).order).toEqual(['A', 'B']);
  });
});

describe('a limit that a reply spoke of', () => {
  it('keeps the next runs from asking until it is over', async () => {
    const test = failingOver();
    const limited = limitedWire(test, startOfDay + 3 * minute);
    expect(firstOf(await test.next({ sources: [limited, test.second] }))).toMatchObject({ outcome: 'rate-limited' });
    const report = await test.next();
    expect([test.first.requests.length, firstOf(report)?.outcome]).toEqual([0, 'quota-exhausted']);
    expect(report.collections[0]).toMatchObject({ requests: 0, errorCode: 'QUOTA_EXHAUSTED' });
    await test.clock.advance(minute);
    expect(firstOf(await test.next())).toMatchObject({ outcome: 'ok' });
  });

  it('is kept also where a good reply spoke of it in its headers', async () => {
    const test = failingOver();
    const reading: LimitReading = { window: 'hour', remaining: 0, resetsAt: startOfDay + 30 * minute };
    const told: Source = {
      ...test.first,
      fetchPage(request, context) {
        context.onLimit?.(reading);
        return test.first.fetchPage(request, context);
      },
    };
    await test.next({ sources: [told, test.second], tickers: ['AAPL'] });
    const report = await test.next({}, 20 * minute);
    expect(report.collections[0]?.errorMessage).toContain('until 2026-06-04T14:30:00.000Z');
    expect(test.first.requests).toHaveLength(1);
  });

  it('is kept also where the reply is an error', async () => {
    const test = failingOver();
    const told: Source = {
      ...test.first,
      fetchPage(_, context) {
        context.onLimit?.({ window: 'day', remaining: 0, resetsAt: startOfDay + 30 * minute });
        return Promise.reject(new SourceError('BAD_REQUEST', 'first answers 400', { source: 'first' }));
      },
    };
    await test.next({ sources: [told, test.second], tickers: ['AAPL'] });
    expect((await test.next()).collections[0]?.errorCode).toBe('QUOTA_EXHAUSTED');
  });
});
