import type { Recording } from '@ingest/adapters/exchange';
import type { Ticker } from '@ingest/core';
import { scriptedSource, tickersOf } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { asksNothing, asksSomething, recordedBatching } from '../../src/run/replay-plan.js';

const batches: Record<string, readonly (readonly Ticker[])[]> = {
  tiingo: [tickersOf('C', 'D'), tickersOf('A', 'B')],
  finnhub: [tickersOf('A')],
};
const recording = {
  askedSources: ['tiingo', 'finnhub', 'other'],
  batches: (source: string) => batches[source] ?? [],
  endOf: (source: string, tickers: readonly Ticker[]) => (source === 'finnhub' ? 15 : tickers[0] === 'C' ? 10 : 20),
  leftOver: (source: string, tickers: readonly Ticker[]) => (source === 'tiingo' && tickers[0] === 'C' ? 2 : 0),
} as unknown as Recording;
const source = (name: string) => scriptedSource({ name, answer: () => ({ page: { items: [] } }) });
const nobody = () => false;

describe('recordedBatching', () => {
  it('asks for the recorded batches, as far as they are wanted', () => {
    const { plan } = recordedBatching(recording, nobody, nobody);
    expect(plan(source('tiingo'), tickersOf('A', 'B', 'C', 'D'))).toEqual([
      ['C', 'D'],
      ['A', 'B'],
    ]);
    expect(plan(source('tiingo'), tickersOf('B', 'X'))).toEqual([['B']]);
    expect(plan(source('other'), tickersOf('A'))).toEqual([]);
  });

  it('asks for foreign tickers all the same: that ends in a mismatch', () => {
    const { plan } = recordedBatching(recording, (ticker) => ticker === 'X', nobody);
    expect(plan(source('finnhub'), tickersOf('A', 'B', 'X'))).toEqual([['A'], ['X']]);
  });

  it('takes waiting batches in the order in which the recorded ones ended', () => {
    const { plan, compare } = recordedBatching(recording, nobody, nobody);
    const tasks = ['tiingo', 'finnhub'].flatMap((name) =>
      plan(source(name), tickersOf('A', 'B', 'C', 'D')).map((tickers) => ({ source: name, tickers })),
    );
    expect(tasks.sort(compare).map((task) => `${task.source} ${task.tickers}`)).toEqual([
      'tiingo C,D',
      'finnhub A',
      'tiingo A,B',
    ]);
  });
});

describe('a source of the chain that the recorded run did not ask', () => {
  it('is planned as it was then when it rests, so that it is refused as it was then', () => {
    const { plan } = recordedBatching(recording, nobody, () => true);
    const resting = scriptedSource({
      name: 'resting',
      capabilities: { maxTickersPerRequest: 1 },
      answer: () => ({ page: { items: [] } }),
    });
    expect(plan(resting, tickersOf('A', 'B'))).toEqual([['A'], ['B']]);
    expect(plan(source('finnhub'), tickersOf('A', 'B'))).toEqual([['A']]);
  });

  it('is not planned when it may be asked by now', () => {
    expect(recordedBatching(recording, nobody, nobody).plan(source('resting'), tickersOf('A'))).toEqual([]);
  });

  it('is told from those that were asked', () => {
    const { wasAsked } = recordedBatching(recording, nobody, nobody);
    expect(['tiingo', 'resting'].map((name) => wasAsked?.(name))).toEqual([true, false]);
  });
});

describe('a gap', () => {
  it('is read as long as the recording has answers left for its tickers', () => {
    const { hasAnswers } = recordedBatching(recording, nobody, nobody);
    expect(['C', 'A'].map((ticker) => hasAnswers?.('tiingo', tickersOf(ticker)))).toEqual([true, false]);
  });
});

describe('asksSomething', () => {
  it('tells a recording that holds what would be asked for from one that does not', () => {
    const batching = recordedBatching(recording, nobody, nobody);
    expect(asksSomething(batching, [source('finnhub')], tickersOf('B'))).toBe(false);
    expect(asksSomething(batching, [source('finnhub'), source('tiingo')], tickersOf('B'))).toBe(true);
  });
});

describe('asksNothing', () => {
  it('says what there is, and what to do', () => {
    const narrowed = asksNothing('day.har', [recording], true);
    expect(narrowed.message).toMatch(/; it holds: tiingo C D A B; finnhub A; other without tickers$/);
    expect(narrowed.hint).toContain('without --source and --tickers');
    expect(asksNothing('day.har', [recording], false).hint).not.toContain('--');
  });
});
