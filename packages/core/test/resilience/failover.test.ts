import { getEventListeners } from 'node:events';
import { createFailover, FailoverError, type FailoverEvent, IngestError } from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import { afterEach, describe, expect, expectTypeOf, it } from 'vitest';
import { breakerRestMs } from '../../src/resilience/breaker.js';

const start = Date.UTC(2026, 5, 4, 14);
let clock = manualClock(start);
const { signal } = new AbortController();

afterEach(() => {
  expect(clock.pending).toBe(0);
  expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  clock = manualClock(start);
});

type Call = (context: { readonly signal: AbortSignal }) => Promise<string>;
const answers: Call = async () => 'news';
const fails =
  (thrown: unknown = new IngestError('SERVER_ERROR', 'answers 503')): Call =>
  async () => {
    throw thrown;
  };
/** Answers late, and never looks at the signal. */
const late =
  (ms: number, outcome: Call = answers): Call =>
  async (context) => {
    await new Promise<void>((resolve) => clock.after(ms, resolve));
    return outcome(context);
  };
/** As a library does that rejects in its own words when it is aborted. */
const rude: Call = (context) =>
  new Promise((_, reject) => {
    context.signal.addEventListener('abort', () => reject(new TypeError('canceled')), { once: true });
  });

/** A failover of the calls by name, and every call that was made. */
function setup(calls: Record<string, Call>, timeoutMs = 1000) {
  const asked: string[] = [];
  const events: FailoverEvent[] = [];
  const candidates = Object.entries(calls).map(([name]) => ({
    name,
    timeoutMs,
    call: (context: { readonly signal: AbortSignal }) => {
      asked.push(name);
      return (calls[name] as Call)(context);
    },
  }));
  const failover = createFailover<string>({ candidates, clock, onEvent: (event) => events.push(event) });
  return { failover, asked, events, calls };
}

/** What a run comes to when time passes. */
async function outcomeOf(
  { failover }: ReturnType<typeof setup>,
  waitMs = 60_000,
  options: { signal?: AbortSignal } = {},
) {
  const outcome = failover.run({ signal, ...options }).catch((error: unknown) => error);
  await clock.advance(waitMs);
  return outcome;
}

describe('run', () => {
  it('gives the answer of the first candidate, and asks nobody else', async () => {
    const test = setup({ tiingo: answers, finnhub: answers });
    expect(await outcomeOf(test)).toEqual({ value: 'news', from: 'tiingo', isFailover: false, attempts: [] });
    expect([test.asked, test.events]).toEqual([['tiingo'], []]);
  });

  it('asks the next one when one fails, and says so', async () => {
    const test = setup({ tiingo: late(30, fails()), finnhub: answers });
    const attempt = { name: 'tiingo', code: 'SERVER_ERROR', message: 'answers 503', durationMs: 30 };
    expect(await outcomeOf(test)).toEqual({ value: 'news', from: 'finnhub', isFailover: true, attempts: [attempt] });
    expect(test.events).toEqual([{ type: 'candidate:failed', at: '2026-06-04T14:00:00.030Z', attempt }]);
  });

  it('does not call it failover when the one before has no key', async () => {
    const test = setup({ tiingo: fails(new IngestError('NOT_CONFIGURED', 'no key')), finnhub: answers });
    expect(await outcomeOf(test)).toMatchObject({ from: 'finnhub', isFailover: false, attempts: [{ name: 'tiingo' }] });
  });

  it('gives each candidate its own time, also one that never looks at the signal', async () => {
    const test = setup({ tiingo: late(1001), finnhub: rude, other: late(999) });
    expect(await outcomeOf(test)).toMatchObject({
      from: 'other',
      attempts: [
        { name: 'tiingo', code: 'TIMEOUT', message: 'tiingo gave no answer within 1.0 s', durationMs: 1000 },
        { name: 'finnhub', code: 'TIMEOUT', durationMs: 1000 },
      ],
    });
  });

  it('gives ten seconds where nothing else is said', async () => {
    const failover = createFailover({ candidates: [{ name: 'tiingo', call: late(10_001) }], clock });
    const outcome = failover.run({}).catch((error: unknown) => error);
    await clock.advance(10_000);
    expect(await outcome).toMatchObject({ attempts: [{ code: 'TIMEOUT', durationMs: 10_000 }] });
    await clock.advance(1);
  });

  it('rejects with every attempt when nobody answers', async () => {
    const own = new IngestError('MALFORMED_RESPONSE', 'not JSON');
    const error = await outcomeOf(setup({ tiingo: fails(own), finnhub: fails('no luck') }));
    expect(FailoverError.is(error)).toBe(true);
    expect(error).toMatchObject({
      code: 'SOURCES_EXHAUSTED',
      attempts: [
        { name: 'tiingo', code: 'MALFORMED_RESPONSE', message: 'not JSON', durationMs: 0 },
        { name: 'finnhub', code: 'NETWORK', message: 'finnhub failed: no luck', durationMs: 0 },
      ],
      cause: { errors: [own, { cause: 'no luck' }] },
    });
  });

  it.each([
    ['an error of the store', new IngestError('STORE_FULL', 'no room')],
    ['a stopped run', new IngestError('ABORTED', 'stopped')],
    ['a mistake of the calling code', new TypeError('x is not a function')],
  ])('ends at once with %s', async (_, thrown) => {
    const test = setup({ tiingo: fails(thrown), finnhub: answers });
    expect(await outcomeOf(test)).toBe(thrown);
    expect(test.asked).toEqual(['tiingo']);
    expect(test.failover.breakers.get('tiingo')).toEqual({ kind: 'closed', failures: 0 });
  });

  it('ends with a mistake also where the call throws before it promises anything', async () => {
    const mistake = new RangeError('no');
    const throws = () => {
      throw mistake;
    };
    expect(await outcomeOf(setup({ tiingo: throws, finnhub: answers }))).toBe(mistake);
  });

  it.each([
    ['never looks at the signal', late(900)],
    ['rejects in its own words', rude],
  ])('ends at once with the signal’s reason when it aborts, while a call %s', async (_, call) => {
    const stop = new AbortController();
    const test = setup({ tiingo: call, finnhub: answers });
    const outcome = outcomeOf(test, 10, { signal: stop.signal });
    stop.abort('enough');
    expect(await outcome).toBe('enough');
    expect(test.asked).toEqual(['tiingo']);
    expect(test.failover.breakers.get('tiingo')).toEqual({ kind: 'closed', failures: 0 });
    expect(getEventListeners(stop.signal, 'abort')).toHaveLength(0);
    await clock.advance(900);
  });

  it('asks nobody when it is stopped before, or between two', async () => {
    const test = setup({ tiingo: answers });
    expect(await outcomeOf(test, 0, { signal: AbortSignal.abort('enough') })).toBe('enough');
    expect(test.asked).toEqual([]);
    const stop = new AbortController();
    const between = createFailover({
      candidates: [
        { name: 'tiingo', call: fails() },
        { name: 'finnhub', call: answers },
      ],
      clock,
      onEvent: () => stop.abort('between'),
    });
    await expect(between.run({ signal: stop.signal })).rejects.toBe('between');
  });

  it('hands on to the calls what it is given', async () => {
    const failover = createFailover({
      candidates: [{ name: 'tiingo', call: async (_, ticker: string) => `news of ${ticker}` }],
      clock,
    });
    const { value } = await failover.run({}, 'AAPL');
    expectTypeOf(value).toEqualTypeOf<string>();
    expect(value).toBe('news of AAPL');
  });

  it('does not notice a reader that throws', async () => {
    const candidates = [
      { name: 'tiingo', call: fails() },
      { name: 'finnhub', call: answers },
    ];
    const onEvent = () => {
      throw new Error('broken reader');
    };
    await expect(createFailover({ candidates, clock, onEvent }).run({})).resolves.toMatchObject({ from: 'finnhub' });
  });
});

describe('the breaker of a candidate', () => {
  /** A candidate whose breaker has just opened. */
  async function opened() {
    const test = setup({ tiingo: fails(), finnhub: answers });
    for (let run = 0; run < 3; run += 1) await outcomeOf(test, 0);
    test.asked.length = 0;
    test.events.length = 0;
    return test;
  }

  it('opens with the third run that asked it and failed; then it is left out', async () => {
    const test = await opened();
    const rested = start + breakerRestMs;
    expect(test.failover.breakers.get('tiingo')).toMatchObject({ kind: 'open', failures: 3, rest: { until: rested } });
    expect(await outcomeOf(test, 0)).toMatchObject({
      from: 'finnhub',
      isFailover: true,
      attempts: [
        {
          name: 'tiingo',
          code: 'CIRCUIT_OPEN',
          message: 'tiingo failed (SERVER_ERROR) and is left alone until 2026-06-04T14:05:00.000Z',
          durationMs: 0,
        },
      ],
    });
    expect(test.asked).toEqual(['finnhub']);
  });

  it('opens at once when the key is refused', async () => {
    const test = setup({ tiingo: fails(new IngestError('AUTH_FAILED', 'no')), finnhub: answers });
    await outcomeOf(test);
    expect(test.failover.breakers.get('tiingo')).toMatchObject({ kind: 'open', code: 'AUTH_FAILED' });
  });

  it('counts only failures in a row, and no limit of a plan', async () => {
    const limited = fails(new IngestError('RATE_LIMITED', 'no'));
    const test = setup({ tiingo: fails(), finnhub: answers });
    for (const call of [fails(), fails(), limited, answers, fails(), fails()]) {
      test.calls.tiingo = call;
      await outcomeOf(test, 0);
    }
    expect(test.failover.breakers.get('tiingo')).toEqual({ kind: 'closed', failures: 2 });
  });

  it('lets one probe through after its rest, whose success closes it', async () => {
    const test = await opened();
    test.calls.tiingo = late(100);
    await clock.advance(breakerRestMs);
    const outcomes = Promise.all([test.failover.run({}), test.failover.run({})]);
    await clock.advance(100);
    expect((await outcomes).map(({ from }) => from)).toEqual(['tiingo', 'finnhub']);
    expect(test.asked).toEqual(['tiingo', 'finnhub']);
    const changes = test.events.flatMap((event) => (event.type === 'breaker:changed' ? [event] : []));
    expect(changes).toEqual([
      { type: 'breaker:changed', at: '2026-06-04T14:05:00.000Z', name: 'tiingo', from: 'open', to: 'half-open' },
      { type: 'breaker:changed', at: '2026-06-04T14:05:00.100Z', name: 'tiingo', from: 'half-open', to: 'closed' },
    ]);
  });

  it('rests anew when the probe fails', async () => {
    const test = await opened();
    await clock.advance(breakerRestMs);
    await outcomeOf(test, 0);
    expect(test.failover.breakers.get('tiingo')).toMatchObject({
      kind: 'open',
      failures: 4,
      since: start,
      rest: { until: start + 2 * breakerRestMs },
    });
  });

  it.each([
    ['ended at a limit of the plan', new IngestError('RATE_LIMITED', 'no')],
    ['was stopped', new IngestError('ABORTED', 'stopped')],
    ['met a mistake of the calling code', new TypeError('x is not a function')],
  ])('may be probed again at once when the probe %s', async (_, thrown) => {
    const test = await opened();
    await clock.advance(breakerRestMs);
    test.calls.tiingo = fails(thrown);
    await outcomeOf(test, 0);
    expect(test.failover.breakers.get('tiingo')).toMatchObject({ kind: 'open', failures: 3 });
    test.calls.tiingo = answers;
    expect(await outcomeOf(test, 0)).toMatchObject({ from: 'tiingo' });
  });

  it('stays claimed when a call from before the opening ends at a limit', async () => {
    const test = setup(
      { tiingo: late(59_000, fails(new IngestError('RATE_LIMITED', 'no'))), finnhub: answers },
      60_000,
    );
    const straggler = outcomeOf(test, 0);
    test.calls.tiingo = fails(new IngestError('FORBIDDEN', 'no'));
    await outcomeOf(test, 0);
    // The clock is set, so that the rest is over while the straggler is still under way.
    clock.setWall(start + breakerRestMs);
    test.calls.tiingo = late(59_500);
    const probe = outcomeOf(test, 59_000);
    await straggler;
    expect(test.failover.breakers.get('tiingo')?.kind).toBe('half-open');
    await clock.advance(500);
    expect(await probe).toMatchObject({ from: 'tiingo' });
  });

  it('is shown as it is at the moment, in a copy', async () => {
    const { failover } = setup({ tiingo: answers });
    const before = failover.breakers as Map<string, unknown>;
    before.clear();
    expect(failover.breakers.get('tiingo')).toEqual({ kind: 'closed', failures: 0 });
  });
});

describe('createFailover', () => {
  it.each([
    ['nobody to ask', []],
    ['two of one name', [{ name: 'tiingo' }, { name: 'tiingo' }]],
    ['no time', [{ name: 'tiingo', timeoutMs: 0 }]],
    ['time that is no number', [{ name: 'tiingo', timeoutMs: Number.NaN }]],
    ['more time than a probe is claimed for', [{ name: 'tiingo', timeoutMs: 60_001 }]],
  ])('refuses %s', (_, candidates) => {
    const withCalls = candidates.map((candidate) => ({ ...candidate, call: answers }));
    expect(() => createFailover({ candidates: withCalls, clock })).toThrow(RangeError);
  });
});
