import { candidateItem, scriptedSource, tickersOf } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import type { PageRequest } from '../../src/contracts/source.js';
import { setup } from '../support/run-setup.js';

const request: PageRequest = { tickers: tickersOf('AAPL'), reading: 'fresh', window: null, cursor: null };
const now = Date.UTC(2026, 5, 4, 14);
const context = { signal: new AbortController().signal, now };
const stopped = new Error('stopped');

describe('scriptedSource', () => {
  it('answers from its script, counts the requests and keeps them', async () => {
    const calls: number[] = [];
    const source = scriptedSource({
      answer: ({ cursor }, call) => {
        calls.push(call);
        return { page: { items: [], next: Number(cursor) + 1 } };
      },
    });
    expect(await source.fetchPage(request, context)).toEqual({ items: [], next: 1, asked: null });
    await source.fetchPage({ ...request, cursor: 1 }, context);
    expect(calls).toEqual([0, 1]);
    expect(source.requests).toEqual([request, { ...request, cursor: 1 }]);
  });

  it('gives a page without a next one unless the script says otherwise', async () => {
    const asked = { from: 1, to: 2 };
    const source = scriptedSource({ answer: () => ({ page: { items: [candidateItem()], asked } }) });
    expect(await source.fetchPage(request, context)).toEqual({ items: [candidateItem()], next: null, asked });
  });

  it('rejects with the very error of its script', async () => {
    const source = scriptedSource({ answer: async () => ({ error: stopped }) });
    await expect(source.fetchPage(request, context)).rejects.toBe(stopped);
  });

  it('hangs until the signal aborts, also when it did before', async () => {
    const source = scriptedSource({ answer: () => ({ hang: true }) });
    const controller = new AbortController();
    const hanging = source.fetchPage(request, { signal: controller.signal, now });
    controller.abort(stopped);
    await expect(hanging).rejects.toBe(stopped);
    await expect(source.fetchPage(request, { signal: controller.signal, now })).rejects.toBe(stopped);
  });

  it('is a source without keys, with one, or with one that is missing', () => {
    const answer = () => ({ hang: true as const });
    expect(scriptedSource({ answer })).toMatchObject({ name: 'scripted', timeoutMs: 10_000, credential: null });
    for (const keyId of ['9f86d081', null])
      expect(scriptedSource({ name: 'first', keyId, answer }).credential).toEqual({ variable: 'FIRST_API_KEY', keyId });
  });

  it('has an address of its own, of which no url asks for tickers', () => {
    const { replay } = scriptedSource({ name: 'first', answer: () => ({ hang: true }) });
    expect(replay).toMatchObject({ baseUrl: 'https://first.example', emptyBody: '[]' });
    expect(replay.tickersOf(new URL('https://first.example/news?tickers=AAPL'))).toBeNull();
  });

  it('takes its capabilities from the test, the others as they are', () => {
    const { capabilities } = scriptedSource({ capabilities: { paging: 'windows' }, answer: () => ({ hang: true }) });
    expect(capabilities).toEqual({ maxTickersPerRequest: 50, paging: 'windows' });
  });
});

describe('candidateItem', () => {
  it('is an item that core accepts', async () => {
    const source = scriptedSource({ answer: () => ({ page: { items: [candidateItem()] } }) });
    expect((await setup({ sources: [source] }).run()).items).toMatchObject({ received: 1, new: 1, rejected: 0 });
  });

  it('takes every field from the test, and keeps it as what was sent', () => {
    const item = candidateItem({ sourceId: '7', headline: null });
    expect(item).toMatchObject({ kind: 'candidate', candidate: { sourceId: '7', headline: null } });
    expect(item.raw).toEqual(item.kind === 'candidate' ? item.candidate : null);
  });
});

describe('tickersOf', () => {
  it('gives tickers in canonical form', () => {
    expect(tickersOf('aapl', 'brk-b')).toEqual(['AAPL', 'BRK.B']);
  });

  it('refuses what is no ticker, and quotes it', () => {
    expect(() => tickersOf('AAPL', '../x')).toThrow(new TypeError('not a ticker: ../x'));
  });
});
