import { tickersOf } from '@ingest/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chunks } from '../../src/collect/plan-batches.js';
import type { ErrorCode } from '../../src/errors/codes.js';
import type { Ticker } from '../../src/model/ticker.js';
import type { Mode } from '../../src/run/modes.js';
import type { Task } from '../../src/run/walk.js';
import { type BatchAnswer, type Walked, type World, type WorldSource, walkThrough } from '../support/walk-world.js';

const allTickers = tickersOf('A', 'B', 'C', 'D', 'E', 'F', 'G', 'H');
const ms = fc.oneof(fc.constantFrom(0, 1, 10_000), fc.integer({ min: 0, max: 12_000 }));
const code = fc.constantFrom('BAD_REQUEST', 'NOT_FOUND', 'SERVER_ERROR', 'NETWORK', 'FORBIDDEN', 'RATE_LIMITED');
const answers: fc.Arbitrary<BatchAnswer> = fc.record({ kind: fc.constantFrom('answers', 'answers', 'part'), ms });
const fails: fc.Arbitrary<BatchAnswer> = fc.record({ kind: fc.constant('fails'), ms, code });

function worldOf(mode: Mode, answer: fc.Arbitrary<BatchAnswer>): fc.Arbitrary<World> {
  const source = fc.record({
    hasKey: fc.integer({ min: 0, max: 5 }).map((number) => number > 0),
    isProbed: fc.integer({ min: 0, max: 3 }).map((number) => number === 0),
    timeoutMs: fc.constantFrom(500, 10_000),
    maxTickers: fc.integer({ min: 1, max: 3 }),
    leavesOut: fc.oneof(fc.constant([]), fc.subarray(allTickers, { maxLength: 2 })),
    answers: fc
      .tuple(...allTickers.map(() => answer))
      .map((all) => new Map(all.map((one, index) => [allTickers[index] as Ticker, one]))),
  });
  return fc.record({
    mode: fc.constant(mode),
    tickers: fc.subarray(allTickers, { minLength: 1 }),
    sources: fc
      .array(source, { minLength: 1, maxLength: 4 })
      .map((all) => all.map((one, index): WorldSource => ({ ...one, name: `source${index}` }))),
    maxConcurrent: fc.integer({ min: 1, max: 5 }),
    isSorted: fc.boolean(),
  });
}

/** Holds in every world and mode. */
function expectOrder(world: World, { collected, ended, endings, pending }: Walked): void {
  expect(pending).toBe(0);
  expect(endings).toHaveLength(ended.size);
  for (const { task, endedAt, besides, sourceHadAnswered, sourceHadEnded } of collected) {
    expect(endedAt).toBeLessThanOrEqual(ended.get(task.source)?.at ?? Number.POSITIVE_INFINITY);
    // In parallel the sources take no turn away from one another.
    expect(world.mode === 'parallel' ? besides.own : besides.all).toBeLessThan(world.maxConcurrent);
    expect(task.tickers).toEqual(world.tickers.filter((ticker) => task.tickers.includes(ticker)));
    if (!sourceHadAnswered) expect(besides.own).toBe(0);
    expect(sourceHadEnded).toBe(false);
  }
  for (const { name, hasKey, isProbed, timeoutMs } of world.sources) {
    const own = collected.filter(({ task }) => task.source === name);
    const asked = own.flatMap(({ task }) => task.tickers);
    expect(new Set(asked).size).toBe(asked.length);
    if (!hasKey && own.length > 0) expect([own.length, ended.get(name)?.code]).toEqual([1, 'NOT_CONFIGURED']);
    if (isProbed && own[0]?.goesOn) expect([own.length, ended.has(name)]).toEqual([1, true]);
    if (own.every(({ goesOn }) => goesOn)) {
      expect(own.reduce((sum, { startedAt, endedAt }) => sum + endedAt - startedAt, 0)).toBeLessThanOrEqual(timeoutMs);
    }
  }
}

/** A source without a key did not fail: the next one stands in for whom it would have. */
function insteadOf(source: string, code: ErrorCode, before: Task['standsInFor']): Task['standsInFor'] {
  return code === 'NOT_CONFIGURED' ? before : { source, code };
}

/** The way of one ticker through the chain, as its collections and the ends of sources explain it. */
function expectWay(world: World, { collected, answered, ended }: Walked, ticker: Ticker): void {
  const way = collected.filter(({ task }) => task.tickers.includes(ticker));
  let standsInFor: Task['standsInFor'] = null;
  let before = 0;
  let isAnswered = false;
  for (const { name, leavesOut } of world.sources) {
    const collection = way.find(({ task }) => task.source === name);
    if (isAnswered || leavesOut.includes(ticker)) {
      expect(collection).toBeUndefined();
    } else if (collection === undefined) {
      const end = ended.get(name);
      expect(end).toBeDefined();
      if (end !== undefined) standsInFor = insteadOf(name, end.code, standsInFor);
    } else {
      expect(collection.task.standsInFor).toEqual(standsInFor);
      expect(collection.startedAt).toBeGreaterThanOrEqual(before);
      before = collection.endedAt;
      const { error, goesOn } = collection;
      if (goesOn && error !== null) standsInFor = insteadOf(name, error.code, standsInFor);
      isAnswered = !collection.goesOn;
    }
  }
  expect(answered.filter((one) => one === ticker)).toHaveLength(isAnswered ? 1 : 0);
}

describe('walk, whatever its sources do', () => {
  it('takes every ticker down the chain in order, until it is answered once or nobody is left', async () => {
    await fc.assert(
      fc.asyncProperty(worldOf('failover', fc.oneof(answers, fails)), async (world) => {
        const walked = await walkThrough(world);
        expectOrder(world, walked);
        for (const ticker of world.tickers) expectWay(world, walked, ticker);
      }),
    );
  });

  it('asks in parallel every source that goes on for everything, and none in the place of another', async () => {
    await fc.assert(
      fc.asyncProperty(worldOf('parallel', fc.oneof(answers, fails)), async (world) => {
        const walked = await walkThrough(world);
        expectOrder(world, walked);
        for (const { name, leavesOut } of world.sources) {
          const own = walked.collected.filter(({ task }) => task.source === name);
          const asked = own.flatMap(({ task }) => task.tickers).sort();
          if (!walked.ended.has(name)) expect(asked).toEqual(world.tickers.filter((one) => !leavesOut.includes(one)));
          for (const { task } of own) expect(task.standsInFor).toBeNull();
        }
        const good = walked.collected.filter(({ goesOn }) => !goesOn).flatMap(({ task }) => task.tickers);
        expect([...walked.answered].sort()).toEqual(good.sort());
      }),
    );
  });

  it('asks the next source no oftener than it must for what a source leaves when it ends', async () => {
    const worlds = fc.record({
      tickers: fc.subarray(allTickers, { minLength: 1 }),
      failing: fc.nat(7),
      sizes: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 8 })),
      maxConcurrent: fc.integer({ min: 1, max: 5 }),
      isSorted: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(worlds, async ({ tickers, failing, sizes, maxConcurrent, isSorted }) => {
        const slow: BatchAnswer = { kind: 'answers', ms: 100 };
        const ends: BatchAnswer = { kind: 'fails', ms: 5, code: 'FORBIDDEN' };
        const failingTicker = tickers[failing % tickers.length];
        const sources = sizes.map((maxTickers, index) => ({
          name: `source${index}`,
          hasKey: true,
          isProbed: false,
          timeoutMs: 10_000,
          maxTickers,
          leavesOut: [],
          answers: new Map(tickers.map((one) => [one, index === 0 && one === failingTicker ? ends : slow])),
        }));
        const { collected } = await walkThrough({ mode: 'failover', tickers, sources, maxConcurrent, isSorted });
        const good = collected.filter(({ task, goesOn }) => task.source === 'source0' && !goesOn);
        const answered = new Set(good.flatMap(({ task }) => task.tickers));
        const left = tickers.filter((ticker) => !answered.has(ticker));
        const next = collected.filter(({ task }) => task.source === 'source1').map(({ task }) => task.tickers);
        expect(next).toEqual(chunks(left, sizes[1]));
      }),
    );
  });

  it('ends a total outage within the time of each source', async () => {
    await fc.assert(
      fc.asyncProperty(worldOf('failover', fails), async (world) => {
        const { answered, tookMs } = await walkThrough(world);
        expect(answered).toEqual([]);
        expect(tookMs).toBeLessThanOrEqual(world.sources.reduce((sum, { timeoutMs }) => sum + timeoutMs, 0));
      }),
    );
  });
});
