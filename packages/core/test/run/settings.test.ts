import { manualClock, scriptedSource } from '@ingest/core/testing';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { liveBatching } from '../../src/collect/plan-batches.js';
import type { Clock } from '../../src/contracts/clock.js';
import { Ledger } from '../../src/run/ledger.js';
import { type IngestOptions, toSettings } from '../../src/run/settings.js';
import { pageStore } from '../support/page-store.js';

const { store } = pageStore();
const clock = manualClock(0);
const source = (options: Partial<Parameters<typeof scriptedSource>[0]> = {}) =>
  scriptedSource({ name: 'first', answer: () => ({ hang: true }), ...options });
const sink = (name: string) => ({ name, deliver: async () => {} });
const read = (options: Partial<IngestOptions> = {}) =>
  toSettings({ tickers: ['AAPL'], sources: [source()], store, clock, ...options });

describe('toSettings', () => {
  it('fills in what was left out', () => {
    expect(read()).toMatchObject({
      mode: 'failover',
      reading: { kind: 'new', firstMs: 86_400_000 },
      futureToleranceMs: 900_000,
      writes: 'all',
      leaseName: 'run',
      batching: liveBatching,
      ledger: expect.any(Ledger),
    });
  });

  it('gives defaults that do nothing: no secret known, nobody told, no process known to be gone', () => {
    const { redact, onEvent, identity } = read();
    expect(redact('key=hunter22')).toBe('key=hunter22');
    expect(onEvent({ type: 'run:skipped', runId: '1', at: '', heldBy: '' })).toBeUndefined();
    expect(identity.isGone(identity.owner)).toBe(false);
  });

  it('gives each caller a memory of its own, and the chance of the machine', () => {
    expect(read().ledger).not.toBe(read().ledger);
    expect(read().chance.next()).toBeLessThan(1);
  });

  it('tells nobody unless sinks are named, and sends on the clock of the run', () => {
    expect(read()).toMatchObject({ sinks: [], announce: true, deliver: 'send', deliveryClock: clock });
  });

  it.each<[string, Partial<IngestOptions>, object]>([
    ['announces no range', { reading: { kind: 'range', from: 1, to: 2 } }, { announce: false, deliver: 'send' }],
    [
      'announces a range when told to',
      { reading: { kind: 'range', from: 1, to: 2 }, announce: true },
      { announce: true },
    ],
    ['sends nothing of a run that writes no state', { writes: 'news' }, { announce: true, deliver: 'keep' }],
    ['sends nothing of a run that writes nothing', { writes: 'nothing' }, { deliver: 'keep' }],
    ['sends of a run that writes no state when told to', { writes: 'news', deliver: 'send' }, { deliver: 'send' }],
  ])('%s', (_, options, expected) => {
    expect(read(options)).toMatchObject(expected);
  });

  it('takes the clock from the caller, who has to hand one in', () => {
    expect(read().clock).toBe(clock);
    expectTypeOf<IngestOptions['clock']>().toEqualTypeOf<Clock>();
  });

  it('keeps what was handed in', () => {
    const options = {
      mode: 'parallel',
      reading: { kind: 'range', from: 5, to: 5 },
      writes: 'news',
      leaseName: 'backfill',
      batching: { plan: () => [], maxConcurrent: 1 },
      ledger: new Ledger(),
    } as const;
    expect(read(options)).toMatchObject(options);
    expect(read(options).ledger).toBe(options.ledger);
  });

  it('takes what is there and undefined for left out', () => {
    const names = Object.keys(read()).filter((name) => !['tickers', 'sources', 'store', 'clock'].includes(name));
    const undefineds = Object.fromEntries(names.map((name) => [name, undefined]));
    const settings = read(undefineds);
    expect(Object.entries(settings).filter(([, value]) => value === undefined)).toEqual([]);
    const { mode, reading, futureToleranceMs, announce, deliver, deliveryClock, sinks, batching } = read();
    expect(settings).toMatchObject({
      mode,
      reading,
      futureToleranceMs,
      announce,
      deliver,
      deliveryClock,
      sinks,
      batching,
    });
  });

  it('takes no time at all for a length, and null for as far as a source goes', () => {
    expect(read({ futureToleranceMs: 0, reading: { kind: 'new', firstMs: 0 } })).toMatchObject({
      futureToleranceMs: 0,
    });
    expect(read({ reading: { kind: 'fresh', sinceMs: null } }).reading).toEqual({ kind: 'fresh', sinceMs: null });
  });

  it('writes every ticker once and in canonical form', () => {
    expect(read({ tickers: ['brk-b', 'AAPL', 'BRK/B', ' aapl '] }).tickers).toEqual(['BRK.B', 'AAPL']);
  });

  it.each<[string, Partial<IngestOptions>, string]>([
    ['no ticker', { tickers: [] }, 'at least one ticker'],
    ['what is no ticker', { tickers: ['AAPL', '../x'] }, '"../x"'],
    ['no source', { sources: [] }, 'at least one source'],
    ['two sources of one name', { sources: [source(), source()] }, '"first"'],
    ['two sinks of one name', { sinks: [sink('desk'), sink('log'), sink('desk')] }, 'two sinks are named "desk"'],
    ['a tolerance that is no number', { futureToleranceMs: Number.NaN }, 'futureToleranceMs must be'],
    ['a tolerance below zero', { futureToleranceMs: -1 }, 'not -1'],
    ['a first reading from the future', { reading: { kind: 'new', firstMs: -5 } }, 'firstMs of reading'],
    ['a first reading without a beginning', { reading: { kind: 'new', firstMs: Infinity } }, 'not Infinity'],
    ['a fresh reading from the future', { reading: { kind: 'fresh', sinceMs: -5 } }, 'sinceMs of reading'],
    ['an unknown mode', { mode: 'hedged' as never }, 'failover, parallel, not "hedged"'],
    ['a range that ends before it begins', { reading: { kind: 'range', from: 6, to: 5 } }, 'from 6 to 5'],
    ['a range of nothing', { reading: { kind: 'range', from: Number.NaN, to: 5 } }, 'NaN'],
    ['room for no collection', { batching: { ...liveBatching, maxConcurrent: 0 } }, 'not 0'],
    ['a source without time', { sources: [source({ timeoutMs: 0 })] }, 'timeoutMs of first'],
    ['a source with too much time', { sources: [source({ timeoutMs: 10_001 })] }, 'not 10001'],
    [
      'a source that takes no ticker',
      { sources: [source({ capabilities: { maxTickersPerRequest: 0 } })] },
      'maxTickersPerRequest of first must be at least 1, not 0',
    ],
  ])('refuses %s, and quotes it', (_, options, quoted) => {
    expect(() => read(options)).toThrow(RangeError);
    expect(() => read(options)).toThrow(quoted);
  });
});
