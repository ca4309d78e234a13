import { candidateItem, manualClock, scriptedSource, tickersOf } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { liveBatching } from '../../src/collect/plan-batches.js';
import { IngestError } from '../../src/errors/ingest-error.js';
import { SourceError } from '../../src/errors/source-error.js';
import { walk } from '../../src/run/walk.js';
import { tickerOf } from '../support/articles.js';
import { type Answer, failure, lettingPass, setup, startOfDay } from '../support/run-setup.js';

const good: Answer = ({ tickers }) => ({
  page: {
    items: tickers.map((ticker) =>
      candidateItem({ sourceId: ticker, headline: `Calder Motors wins order from ${ticker} today`, tickers: [ticker] }),
    ),
  },
});
const source = (name: string, answer: Answer, max = 50) =>
  scriptedSource({ name, answer, capabilities: { maxTickersPerRequest: max } });
/** What a collection comes to beside its event, when all is well. */
const whole = { error: null, goesOn: false, isProbe: false, ends: null };
const many = Array.from({ length: 12 }, (_, index) => `T${index}`);

describe('walk in failover', () => {
  it('asks nobody else when the first source answers', async () => {
    const second = source('second', good);
    const report = await setup({ sources: [source('first', good), second] }).run();
    expect(report).toMatchObject({ outcome: 'ok', failovers: [], unanswered: [] });
    expect(report.sources.map(({ outcome }) => outcome)).toEqual(['ok', 'skipped']);
    expect(second.requests).toHaveLength(0);
  });

  it('asks the next source at once when one fails, and says whom it stood in for', async () => {
    const test = setup({ sources: [source('first', () => failure('AUTH_FAILED')), source('second', good, 1)] });
    const report = await test.run();
    expect(report.outcome).toBe('ok');
    expect(report.durationMs).toBeLessThan(200);
    expect(report.failovers).toEqual([{ from: 'first', to: 'second', code: 'AUTH_FAILED', tickers: ['AAPL', 'MSFT'] }]);
    expect(report.collections.map(({ source: name, isFailover, success }) => [name, isFailover, success])).toEqual([
      ['first', false, false],
      ['second', true, true],
      ['second', true, true],
    ]);
    expect([...test.stored.stories.values()].every((story) => story?.isFailover)).toBe(true);
  });

  it('asks a dead source once, not once per batch', async () => {
    const dead = source('first', () => ({ hang: true }), 1);
    const report = await setup({ tickers: many, sources: [dead, source('second', good, 1)] }).run();
    expect(dead.requests).toHaveLength(1);
    expect(report).toMatchObject({ outcome: 'ok', unanswered: [] });
    expect(report.durationMs).toBeLessThan(12_000);
  });

  it('ends a total outage in the time of each source', async () => {
    const hang: Answer = () => ({ hang: true });
    const report = await setup({ tickers: many, sources: [source('first', hang, 1), source('second', hang, 1)] }).run();
    expect(report).toMatchObject({ outcome: 'failed', error: { code: 'SOURCES_EXHAUSTED' } });
    expect(report.error?.message).toBe('no source could be collected: first TIMEOUT, second TIMEOUT');
    expect(report.durationMs).toBeLessThan(22_000);
    expect(report.requests).toBe(2);
  });

  it('gives a source that fails for its first batch one more, and then no other', async () => {
    const first = source('first', () => failure('BAD_REQUEST'), 1);
    const report = await setup({ tickers: many, sources: [first, source('second', good, 1)] }).run();
    expect(first.requests).toHaveLength(2);
    expect(report.outcome).toBe('ok');
  });

  it('takes a failure that concerns one batch for that batch alone', async () => {
    const first = source(
      'first',
      (request, call) => (request.tickers[0] === 'T3' ? failure('NOT_FOUND') : good(request, call)),
      1,
    );
    const report = await setup({ tickers: many, sources: [first, source('second', good, 1)] }).run();
    expect(first.requests).toHaveLength(12);
    expect(report.failovers).toEqual([{ from: 'first', to: 'second', code: 'NOT_FOUND', tickers: ['T3'] }]);
  });

  it('takes tickers on to the next source before it goes on with the others', async () => {
    const order: string[] = [];
    const recorded =
      (name: string, answer: Answer): Answer =>
      (request, call) => {
        order.push(`${name} ${request.tickers}`);
        return answer(request, call);
      };
    const notB: Answer = (request, call) => (`${request.tickers}` === 'B' ? failure('NOT_FOUND') : good(request, call));
    await setup({
      tickers: ['A', 'B', 'C'],
      sources: [source('first', recorded('first', notB)), source('second', recorded('second', good))],
      batching: { plan: (_, tickers) => tickers.map((ticker) => [ticker]), maxConcurrent: 1 },
    }).run();
    expect(order).toEqual(['first A', 'first B', 'second B', 'first C']);
  });

  it('names the tickers that no source answered', async () => {
    const second = source(
      'second',
      (request, call) => (request.tickers[0] === 'MSFT' ? failure('NOT_FOUND', 'second') : good(request, call)),
      1,
    );
    const report = await setup({ sources: [source('first', () => failure('AUTH_FAILED')), second] }).run();
    expect(report).toMatchObject({ outcome: 'partial', unanswered: ['MSFT'] });
    expect(report.sources.map(({ outcome }) => outcome)).toEqual(['auth-failed', 'partial']);
  });

  it('sends the first batch alone, then at most eight side by side', async () => {
    let open = 0;
    const seen: number[] = [];
    const answer: Answer = async (request, call) => {
      open += 1;
      seen.push(open);
      await test.clock.wait(1000);
      open -= 1;
      return good(request, call);
    };
    const test = setup({ tickers: many, sources: [source('first', answer, 1)] });
    const report = await test.run();
    expect(seen[1]).toBe(1);
    expect(Math.max(...seen)).toBe(8);
    expect(report.durationMs).toBe(3000);
  });

  it('aborts what is under way when its source ends, and lets those tickers go on too', async () => {
    const first = source(
      'first',
      async (request, call) => {
        if (call === 0) return good(request, call);
        if (call === 1) return failure('AUTH_FAILED');
        return { hang: true };
      },
      1,
    );
    const report = await setup({ tickers: many, sources: [first, source('second', good, 1)] }).run();
    expect(report.durationMs).toBeLessThan(1000);
    expect(report.outcome).toBe('ok');
    expect(report.sources[0]).toMatchObject({ outcome: 'partial', errorCode: 'AUTH_FAILED' });
  });

  it('leaves out a source without a key, says so once, and calls that no failover', async () => {
    const keyless = scriptedSource({ name: 'first', keyId: null, answer: good });
    const report = await setup({ sources: [keyless, source('second', good)] }).run();
    expect(report).toMatchObject({ outcome: 'ok', failovers: [] });
    expect(report.sources[0]).toMatchObject({ outcome: 'not-configured', errorCode: 'NOT_CONFIGURED', requests: 0 });
    expect(report.warnings).toEqual(['first has no key: FIRST_API_KEY is not set: left out']);
    expect(report.collections.every(({ isFailover }) => !isFailover)).toBe(true);
  });

  it('rejects before anything is asked when no source has its key', async () => {
    const test = setup({ sources: [scriptedSource({ name: 'first', keyId: null, answer: good })] });
    await expect(test.run()).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: 'no source can be asked: FIRST_API_KEY is not set',
    });
  });

  it('takes the order of waiting batches from the batching, and passes on what it does not ask for', async () => {
    const order: string[] = [];
    const record: Answer = (request, call) => {
      order.push(`${request.tickers}`);
      return good(request, call);
    };
    const report = await setup({
      tickers: ['A', 'B', 'C', 'D'],
      sources: [source('first', record), source('second', record)],
      batching: {
        maxConcurrent: 1,
        plan: ({ name }, tickers) =>
          tickers.filter((ticker) => name === 'second' || ticker !== 'D').map((ticker) => [ticker]),
        compare: (left, right) => (`${left.tickers}` < `${right.tickers}` ? 1 : -1),
      },
    }).run();
    expect(order).toEqual(['D', 'C', 'B', 'A']);
    expect(report).toMatchObject({ outcome: 'ok', failovers: [] });
  });
});

describe('walk, when a source has ended', () => {
  const numbered = Array.from({ length: 60 }, (_, index) => `T${index}`);
  const asked = (one: ReturnType<typeof source>) => one.requests.map(({ tickers }) => tickers);

  it('asks the next one in batches of its own size, in the order of the tickers', async () => {
    const second = source('second', good);
    const first = source('first', () => failure('AUTH_FAILED'), 1);
    const report = await setup({ tickers: numbered, sources: [first, second] }).run();
    expect(first.requests).toHaveLength(1);
    expect(asked(second)).toEqual([numbered.slice(0, 50), numbered.slice(50)]);
    expect(report.failovers).toEqual([{ from: 'first', to: 'second', code: 'AUTH_FAILED', tickers: numbered }]);
  });

  it.each([1, 4, 8])('takes what is aborted along, whichever of those under way failed: batch %i', async (failing) => {
    const first = source(
      'first',
      (request, call) => {
        if (call === 0) return good(request, call);
        return call === failing ? failure('AUTH_FAILED') : { hang: true };
      },
      1,
    );
    const second = source('second', good);
    await setup({ tickers: numbered, sources: [first, second] }).run();
    expect(asked(second)).toEqual([numbered.slice(1, 51), numbered.slice(51)]);
  });

  it('passes on what waited for a source without a key in batches of the next one, as no failover', async () => {
    const keyless = scriptedSource({
      name: 'first',
      keyId: null,
      answer: good,
      capabilities: { maxTickersPerRequest: 1 },
    });
    const second = source('second', good);
    const report = await setup({ tickers: numbered, sources: [keyless, second] }).run();
    expect(asked(second)).toEqual([numbered.slice(0, 50), numbered.slice(50)]);
    expect(report.failovers).toEqual([]);
  });

  it('goes through several that have ended, one after the other', async () => {
    const third = source('third', good, 20);
    await setup({
      tickers: numbered,
      sources: [source('first', () => failure('NETWORK'), 7), source('second', () => failure('NETWORK'), 1), third],
    }).run();
    expect(asked(third).map((tickers) => [tickers[0], tickers.length])).toEqual([
      ['T0', 20],
      ['T20', 20],
      ['T40', 20],
    ]);
  });

  it('loses no ticker when the time of a source ends between two looks at the clock', async () => {
    for (let timeoutMs = 1; timeoutMs < 20; timeoutMs += 1) {
      const answered: string[] = [];
      let passed = 0;
      const tickers = tickersOf('A', 'B', 'C');
      const sources = ['first', 'second'].map((name) => scriptedSource({ name, timeoutMs, answer: good }));
      const error = new SourceError('NOT_FOUND', 'not known', { source: 'first' });
      await walk({
        sources,
        tickers,
        mode: 'failover',
        batching: {
          plan: ({ name }, some) => (name === 'first' ? some.map((ticker) => [ticker]) : [some]),
          maxConcurrent: 1,
        },
        clock: { ...manualClock(startOfDay), elapsed: () => ({ monotonicMs: passed++ }) },
        signal: new AbortController().signal,
        collect: async ({ name }) => ({
          ends: null,
          isProbe: false,
          ...(name === 'first' ? { error, goesOn: true } : { error: null, goesOn: false }),
        }),
        onAnswered: (all) => answered.push(...all),
        onSourceEnded: () => {},
      });
      expect([timeoutMs, new Set(answered)]).toEqual([timeoutMs, new Set(tickers)]);
    }
  });
});

describe('walk with a source that is not to be asked', () => {
  it('asks the next one, in its place, and tells nobody again', async () => {
    const asked: string[] = [];
    const endings: string[] = [];
    const open = new SourceError('CIRCUIT_OPEN', 'first is left alone', { source: 'first' });
    await walk({
      sources: [source('first', good), source('second', good)],
      tickers: tickersOf('A', 'B'),
      mode: 'failover',
      batching: { plan: (_, tickers) => [tickers], maxConcurrent: 8 },
      clock: manualClock(startOfDay),
      signal: new AbortController().signal,
      ended: new Map([['first', open]]),
      collect: async ({ name }, { tickers, standsInFor }) => {
        asked.push(`${name} ${tickers} for ${standsInFor?.source} ${standsInFor?.code}`);
        return { ...whole };
      },
      onAnswered: () => {},
      onSourceEnded: (name) => endings.push(name),
    });
    expect([asked, endings]).toEqual([['second A,B for first CIRCUIT_OPEN'], []]);
  });
});

describe('walk with a source that answers and is not to be asked again', () => {
  it('has the answer, and takes the rest to the next one', async () => {
    const refused = new SourceError('AUTH_FAILED', 'refused', { source: 'first' });
    const asked: string[] = [];
    const answeredTickers: string[] = [];
    await walk({
      sources: [source('first', good, 1), source('second', good)],
      tickers: tickersOf('A', 'B', 'C'),
      mode: 'failover',
      batching: liveBatching,
      clock: manualClock(startOfDay),
      signal: new AbortController().signal,
      collect: async ({ name }, { tickers, standsInFor }) => {
        asked.push(`${name} ${tickers} ${standsInFor?.code}`);
        return { ...whole, ends: name === 'first' ? refused : null };
      },
      onAnswered: (tickers) => answeredTickers.push(...tickers),
      onSourceEnded: () => {},
    });
    expect(asked).toEqual(['first A undefined', 'second B,C AUTH_FAILED']);
    expect(answeredTickers).toEqual(['A', 'B', 'C']);
  });
});

describe('walk with a probe', () => {
  const probing = async (hasFailed: boolean) => {
    const asked: string[] = [];
    const error = new SourceError('NOT_FOUND', 'not known', { source: 'first' });
    await walk({
      sources: [source('first', good, 1), source('second', good)],
      tickers: tickersOf('A', 'B', 'C'),
      mode: 'failover',
      batching: liveBatching,
      clock: manualClock(startOfDay),
      signal: new AbortController().signal,
      collect: async ({ name }, { tickers }) => {
        asked.push(`${name} ${tickers}`);
        const isProbe = name === 'first' && asked.length === 1;
        const fails = isProbe && hasFailed;
        return { ...whole, error: fails ? error : null, goesOn: fails, isProbe };
      },
      onAnswered: () => {},
      onSourceEnded: () => {},
    });
    return asked;
  };

  it('asks for no second batch when it fails, and takes all tickers on together', async () => {
    expect(await probing(true)).toEqual(['first A', 'second A,B,C']);
  });

  it('goes on as ever when it is answered', async () => {
    expect(await probing(false)).toEqual(['first A', 'first B', 'first C']);
  });
});

describe('walk in parallel', () => {
  it('asks every source for everything and merges by story', async () => {
    const test = setup({ mode: 'parallel', sources: [source('first', good), source('second', good)] });
    const report = await test.run();
    expect(report).toMatchObject({ outcome: 'ok', mode: 'parallel', failovers: [] });
    expect(report.items).toMatchObject({ new: 2, collisions: 2 });
    expect(test.stored.stories.size).toBe(2);
  });

  it('is held up by no source, and is `partial` when one fails', async () => {
    const test = setup({
      mode: 'parallel',
      sources: [source('first', () => ({ hang: true })), source('second', good)],
    });
    const report = await test.run();
    expect(report).toMatchObject({ outcome: 'partial', unanswered: [] });
    expect(test.events.find(({ type }) => type === 'page:committed')?.at).toBe(new Date(startOfDay).toISOString());
  });
});

describe('walk in parallel, with a slow source', () => {
  const slowly =
    (name: string, ms: number, seen: number[] = []): Answer =>
    async (request, call) => {
      // Its first batch goes alone and quickly, so that eight of it are under way soon.
      if (call > 0) seen.push(call);
      await test.clock.wait(call === 0 ? 0 : ms);
      return good({ ...request, tickers: request.tickers.map((ticker) => tickerOf(`${ticker}.${name}`)) }, call);
    };
  let test: ReturnType<typeof setup>;

  it('holds up none of the batches of another source', async () => {
    const [slow, quick] = [source('slow', slowly('S', 9000), 1), source('quick', slowly('Q', 100), 1)];
    test = setup({ mode: 'parallel', tickers: many, sources: [slow, quick] });
    await test.run();
    const endedBy = (name: string) =>
      test.events.flatMap((event) =>
        event.type === 'collection:ended' && event.event.source === name ? [Date.parse(event.at) - startOfDay] : [],
      );
    expect([endedBy('quick').length, Math.max(...endedBy('quick'))]).toEqual([12, 200]);
    expect(Math.max(...endedBy('slow'))).toBe(18_000);
  });

  it('asks each one for as many batches at once as fit', async () => {
    const seen = { slow: [] as number[], other: [] as number[] };
    const sources = [
      source('slow', slowly('S', 9000, seen.slow), 1),
      source('other', slowly('O', 9000, seen.other), 1),
    ];
    test = setup({ mode: 'parallel', tickers: many, sources });
    const running = test.start();
    await test.clock.advance(100);
    expect([seen.slow.length, seen.other.length]).toEqual([8, 8]);
    await lettingPass(test.clock, running);
  });

  it('asks for one batch at a time where that is wanted, whatever the mode', async () => {
    let open = 0;
    let most = 0;
    const counted: Answer = async (request, call) => {
      open += 1;
      most = Math.max(most, open);
      await test.clock.wait(100);
      open -= 1;
      return good(request, call);
    };
    const batching = { ...liveBatching, maxConcurrent: 1, isSequential: true };
    const sources = [source('first', counted, 1), source('second', counted, 1)];
    test = setup({ mode: 'parallel', tickers: many, sources, batching });
    expect((await test.run()).durationMs).toBe(2400);
    expect(most).toBe(1);
  });
});

describe('walk, when something ends the run', () => {
  const full = new IngestError('STORE_FULL', 'news.db cannot grow');
  const answered = { ...whole };

  /** Walks for A alone, then for B and C side by side, one ticker a batch. */
  function walking(
    collect: (ticker: string, signal: AbortSignal) => Promise<typeof answered>,
    compare: () => number = () => 0,
  ) {
    return walk({
      sources: [source('first', good)],
      tickers: tickersOf('A', 'B', 'C'),
      mode: 'failover',
      batching: { plan: (_, tickers) => tickers.map((ticker) => [ticker]), compare, maxConcurrent: 8 },
      clock: manualClock(startOfDay),
      signal: new AbortController().signal,
      collect: (_, { tickers }, __, signal) => collect(`${tickers}`, signal),
      onAnswered: () => {},
      onSourceEnded: () => {},
    });
  }

  const turns = async (count: number) => {
    for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
  };

  it('rejects with it although a neighbour ends in the same moment', async () => {
    for (let before = 0; before < 5; before += 1) {
      for (let after = before; after < before + 5; after += 1) {
        const walked = walking(async (ticker) => {
          await turns(ticker === 'B' ? before : after);
          if (ticker === 'C') throw full;
          return answered;
        });
        await expect(walked).rejects.toBe(full);
      }
    }
  });

  it('ends what is under way with it, and rejects when that has ended', async () => {
    let reason: unknown;
    let hasEnded = false;
    const walked = walking(async (ticker, signal) => {
      if (ticker === 'B') throw full;
      if (ticker === 'A') return answered;
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      reason = signal.reason;
      await turns(100);
      hasEnded = true;
      throw signal.reason;
    });
    await expect(walked).rejects.toBe(full);
    expect([reason, hasEnded]).toEqual([full, true]);
  });

  it('starts nothing more', async () => {
    const asked: string[] = [];
    const walked = walking(async (ticker) => {
      asked.push(ticker);
      throw full;
    });
    await expect(walked).rejects.toBe(full);
    expect(asked).toEqual(['A']);
  });

  it('rejects with what the batching throws, and leaves nothing under way', async () => {
    const bug = new TypeError('a bug');
    let underWay = 0;
    const compare = () => {
      if (underWay > 0) throw bug;
      return 0;
    };
    const walked = walking(async (_, signal) => {
      underWay += 1;
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      underWay -= 1;
      throw signal.reason;
    }, compare);
    await expect(walked).rejects.toBe(bug);
    expect(underWay).toBe(0);
  });
});
