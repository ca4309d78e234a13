import { candidateItem, scriptedSource, tickersOf } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { sourceMemory } from '../../src/collect/source-memory.js';
import type { PageContext, SourceCapabilities, SourcePage } from '../../src/contracts/source.js';
import { localRegisters } from '../../src/resilience/local-registers.js';
import { Ledger } from '../../src/run/ledger.js';
import type { IngestOptions } from '../../src/run/settings.js';
import { setup, startOfDay } from '../support/run-setup.js';

const source = (name: string) => scriptedSource({ name, answer: () => ({ hang: true }) });

describe('sourceMemory', () => {
  it('gives back what was kept for the same tickers in any order, and for no others', async () => {
    const registers = localRegisters();
    const of = (name: string, ...tickers: string[]) => sourceMemory(registers, source(name), tickersOf(...tickers));
    expect(await of('wire', 'AAPL').recall()).toBeNull();
    await of('wire', 'MSFT', 'AAPL').keep({ etag: '"1"' });
    expect(await of('wire', 'AAPL', 'MSFT').recall()).toEqual({ etag: '"1"' });
    expect(await of('wire', 'AAPL').recall()).toBeNull();
    expect(await of('other', 'AAPL', 'MSFT').recall()).toBeNull();
  });

  it('holds one value for each first ticker, and none after null', async () => {
    const registers = localRegisters();
    const of = (...tickers: string[]) => sourceMemory(registers, source('wire'), tickersOf(...tickers));
    await of('AAPL').keep(1);
    await of('AAPL', 'MSFT').keep(2);
    expect(await of('AAPL').recall()).toBeNull();
    expect(await registers.list('')).toHaveLength(1);
    await of('AAPL', 'MSFT').keep(null);
    expect(await registers.list('')).toEqual([]);
  });

  it.each([7, 'text', [], { set: 'x' }])('takes what it did not write (%j) for nothing', async (found) => {
    const registers = localRegisters();
    await registers.change('remembered/wire/-/AAPL', () => ({ after: found, result: undefined }));
    expect(await sourceMemory(registers, source('wire'), tickersOf('AAPL')).recall()).toBeNull();
  });
});

/** A source with an answer for each request; `asked` is what it was handed. */
function remembering(pages: readonly Partial<SourcePage>[], capabilities: Partial<SourceCapabilities> = {}) {
  const asked: Pick<PageContext, 'remembered' | 'isReplay'>[] = [];
  const inner = scriptedSource({
    name: 'wire',
    capabilities: { remembers: true, ...capabilities },
    answer: (_, call) => ({ page: { items: [], ...pages[call] } }),
  });
  const wire = {
    ...inner,
    fetchPage: (...[request, context]: Parameters<typeof inner.fetchPage>) => {
      asked.push({ remembered: context.remembered ?? null, isReplay: context.isReplay ?? false });
      return inner.fetchPage(request, context);
    },
  };
  const start = (options: Partial<IngestOptions> = {}) => setup({ sources: [wire], ...options });
  return { start, asked, handed: () => asked.map(({ remembered }) => remembered) };
}
const item = (fields: Parameters<typeof candidateItem>[0] = {}) =>
  candidateItem({ publishedAt: startOfDay - 60_000, ...fields });

describe('what a source remembers', () => {
  it('is handed to it in the next run, another process, until it gives something else', async () => {
    const { start, handed } = remembering([
      { items: [item()], remember: 'a' },
      { isUnchanged: true },
      { remember: 'b' },
      {},
    ]);
    const first = start();
    await first.run();
    const outcomes = [];
    for (let run = 0; run < 3; run += 1) outcomes.push((await first.another().run()).sources[0]?.outcome);
    expect(handed()).toEqual([null, 'a', 'a', 'b']);
    // Silence is suspicious only where the source did not say that nothing has changed.
    expect(outcomes[0]).toBe('empty');
    expect(outcomes[2]).toBe('suspicious');
  });

  it('is not kept when the page was not stored: the next run asks for all of it', async () => {
    const { start, handed } = remembering([
      { items: [item()], remember: 'a' },
      { items: [item()], remember: 'a' },
    ]);
    const first = start();
    const { articles } = first.stored.store;
    const killed = {
      ...first.stored.store,
      articles: { ...articles, commitPage: () => Promise.reject(new Error('killed')) },
    };
    await expect(first.another({ store: killed }).run()).rejects.toThrow('killed');
    expect((await first.another().run()).items.new).toBe(1);
    expect(handed()).toEqual([null, null]);
  });

  it('may be lost behind the commit: the next run asks for all of it, and finds it known', async () => {
    const { start, handed } = remembering([
      { items: [item()], remember: 'a' },
      { items: [item()], remember: 'a' },
    ]);
    const first = start();
    const { registers } = first.stored.store;
    const change: typeof registers.change = (name, decide) =>
      name.startsWith('remembered/') ? Promise.reject(new Error('killed')) : registers.change(name, decide);
    const killed = { ...first.stored.store, registers: { ...registers, change } };
    await expect(first.another({ store: killed }).run()).rejects.toThrow('killed');
    expect((await first.another().run()).items).toMatchObject({ new: 0, duplicate: 1 });
    expect(handed()).toEqual([null, null]);
  });

  it('is not kept while an item is too new: it comes again', async () => {
    const early = item({ publishedAt: startOfDay + 3_600_000 });
    const { start, handed } = remembering([{ items: [item(), early], remember: 'a' }, {}]);
    const first = start();
    await first.run();
    await first.another().run();
    expect(handed()).toEqual([null, null]);
  });

  it('is neither asked for nor kept for old news, by a dry run, or of a source that does not say that it remembers', async () => {
    const { start, handed } = remembering([{ remember: 'a' }, { remember: 'b' }, { remember: 'c' }, {}]);
    const first = start();
    await first.run();
    await first.another({ writes: 'nothing' }).run();
    const range = { kind: 'range', from: startOfDay - 60_000, to: startOfDay } as const;
    await first.another({ reading: range, leaseName: 'backfill' }).run();
    await first.another().run();
    expect(handed()).toEqual([null, 'a', null, 'a']);
    const plain = remembering([{ remember: 'a' }, {}], { remembers: false });
    const once = plain.start();
    await once.run();
    await once.another().run();
    expect(plain.handed()).toEqual([null, null]);
  });

  it('starts blank in a replay, which is said, and goes on from file to file', async () => {
    const { start, asked } = remembering([{ remember: 'a' }, { remember: 'b' }, {}, {}]);
    const first = start();
    await first.run();
    const batching = { plan: () => [tickersOf('AAPL', 'MSFT')], maxConcurrent: 1, wasAsked: () => true };
    const replay = { writes: 'news', ledger: new Ledger(), batching } as const;
    await first.another(replay).run();
    await first.another(replay).run();
    await first.another().run();
    expect(asked).toEqual([
      { remembered: null, isReplay: false },
      { remembered: null, isReplay: true },
      { remembered: 'b', isReplay: true },
      { remembered: 'a', isReplay: false },
    ]);
  });
});

describe('a source that cannot be asked for tickers', () => {
  it('is `empty` and warns of nothing when all it sends is about others', async () => {
    const about = { items: [item({ tickers: ['NVDA'] }), item({ sourceId: '2', tickers: [] })] };
    const report = await remembering([about], { isUnfiltered: true }).start().run();
    expect(report).toMatchObject({ outcome: 'ok', items: { received: 0, rejected: 0 }, warnings: [] });
    const filtered = await remembering([about]).start().run();
    expect(filtered).toMatchObject({ items: { received: 2, rejected: 2 }, warnings: [expect.any(String)] });
  });

  it('is not suspicious of silence about tickers that had news before', async () => {
    const { start } = remembering([{ items: [item()] }, { items: [item({ tickers: ['NVDA'] })] }], {
      isUnfiltered: true,
    });
    const first = start();
    await first.run();
    expect((await first.another().run()).sources[0]?.outcome).toBe('empty');
  });
});
