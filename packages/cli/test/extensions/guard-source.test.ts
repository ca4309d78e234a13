import { IngestError, noSecrets, redactor, type Source, SourceError } from '@ingest/core';
import { candidateItem, scriptedSource } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { guardSource } from '../../src/extensions/guard-source.js';

const right = scriptedSource({ name: 'acme', answer: () => ({ hang: true }) });

function failing(thrown: unknown, signal = new AbortController().signal): Promise<unknown> {
  return asked(() => Promise.reject(thrown), signal);
}

function asked(fetchPage: () => Promise<unknown>, signal = new AbortController().signal): Promise<unknown> {
  const source: Source = { ...right, fetchPage: fetchPage as Source['fetchPage'] };
  const request = { tickers: [], reading: 'fresh', window: null, cursor: null } as const;
  return guardSource(source, redactor(['hunter22'])).fetchPage(request, { signal, now: 0 });
}

describe('guardSource', () => {
  it('lets through what a source may fail with, and what ends the run', async () => {
    const own = new SourceError('NOT_FOUND', 'no', { source: 'acme' });
    await expect(failing(own)).rejects.toBe(own);
    for (const code of ['ABORTED', 'REPLAY_MISMATCH', 'REPLAY_EMPTY', 'REPLAY_INVALID'] as const) {
      const ours = new IngestError(code, 'of this program');
      await expect(failing(ours)).rejects.toBe(ours);
    }
  });

  it.each([
    new IngestError('STORE_FULL', 'my disk is full'),
    new IngestError('CONFIG_INVALID', 'no desk'),
    new SourceError('STORE_CORRUPT', 'my cache', { source: 'acme' }),
    new SourceError('NO_SUCH_CODE' as 'NETWORK', 'of a newer version', { source: 'acme' }),
  ])('lets nothing that the source says of the program end the run: $code', async (thrown) => {
    await expect(failing(thrown)).rejects.toMatchObject({
      code: 'MALFORMED_RESPONSE',
      source: 'acme',
      message: `acme: IngestError: ${thrown.message}`,
      cause: thrown,
    });
  });

  it.each([
    undefined,
    null,
    'items',
    {},
    { items: null },
    { items: [undefined] },
    { items: [{ kind: 'candidate' }] },
    { items: [{ kind: 'news', candidate: {} }] },
    ...[
      null,
      0.5,
      { article: { score: 0.5 } },
      { tickers: [] },
      { article: null, tickers: [null] },
      { article: null, tickers: [{ statement: null }] },
      { article: null, tickers: [{ ticker: 'AAPL' }] },
    ].map((sentiment) => ({ items: [{ kind: 'candidate', candidate: { sentiment } }] })),
  ])('takes %j in the place of a page for a failure of the source', async (page) => {
    await expect(asked(async () => page)).rejects.toMatchObject({
      code: 'MALFORMED_RESPONSE',
      source: 'acme',
      message: expect.stringContaining('what fetchPage gave is no page'),
    });
  });

  it('hands on a page as it came', async () => {
    const sentiment = { article: null, tickers: [{ ticker: 'AAPL', relevance: null, statement: {} }] } as never;
    const page = {
      items: [candidateItem(), candidateItem({ sentiment }), { kind: 'malformed', raw: 1, reason: 'no' }],
      next: null,
      asked: null,
    };
    expect(await asked(async () => page)).toBe(page);
  });

  it('says of an item that the source cannot read again why, without its secrets', () => {
    const read = (readItem: (raw: unknown) => unknown) =>
      guardSource({ ...right, readItem: readItem as NonNullable<Source['readItem']> }, redactor(['hunter22'])).readItem;
    const broken = () => {
      throw new TypeError('hunter22 is not a function');
    };
    const reason = 'item: the source failed with it: *** is not a function';
    expect(read(broken)?.(1)).toEqual({ kind: 'malformed', raw: 1, reason });
    const silent = { kind: 'malformed', raw: 1, reason: 'item: the source said nothing of it' };
    expect(read(() => undefined)?.(1)).toEqual(silent);
    expect(read(() => ({ kind: 'news' }))?.(1)).toEqual(silent);
  });

  it('takes anything else for a failure of the source, without its secrets', async () => {
    const bug = new TypeError('x of hunter22 is not a function');
    await expect(failing(bug)).rejects.toMatchObject({
      code: 'MALFORMED_RESPONSE',
      source: 'acme',
      message: 'acme: TypeError: x of *** is not a function',
      cause: bug,
    });
    await expect(failing('text')).rejects.toMatchObject({ code: 'MALFORMED_RESPONSE' });
    const unreached = new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') });
    await expect(failing(unreached)).rejects.toMatchObject({
      code: 'NETWORK',
      message: 'acme: fetch failed: connect ECONNREFUSED',
    });
  });

  it('ends with the reason of the signal, whatever the source says of it', async () => {
    await expect(failing(new DOMException('ended', 'AbortError'), AbortSignal.abort('over'))).rejects.toBe('over');
  });

  it('keeps all else as it is, also of a source that is an object of a class', () => {
    class Acme {
      name = 'acme';
      capabilities = right.capabilities;
      credential = null;
      timeoutMs = 5;
      quota = [];
      replay = right.replay;
      reason = 'of the class';
      fetchPage = right.fetchPage;
      readItem(raw: unknown) {
        return { kind: 'malformed', raw, reason: this.reason } as const;
      }
    }
    const guarded = guardSource(new Acme(), noSecrets);
    expect(guarded).toMatchObject({ name: 'acme', timeoutMs: 5, credential: null });
    expect(guarded.readItem?.(1)).toEqual({ kind: 'malformed', raw: 1, reason: 'of the class' });
    expect(guardSource(right, noSecrets).readItem).toBe(right.readItem);
  });

  it('holds what a source says of a ticker as a whole to the same rules', async () => {
    const context = { signal: new AbortController().signal, now: 0 };
    const asking = (fetchAggregate: () => Promise<unknown>) =>
      guardSource(
        { ...right, fetchAggregate: fetchAggregate as NonNullable<Source['fetchAggregate']> },
        noSecrets,
      ).fetchAggregate?.('AAPL' as never, context);
    const good = { statement: { score: 0.1, label: null, confidence: null }, articlesLastWeek: null };
    expect([await asking(async () => good), await asking(async () => null)]).toEqual([good, null]);
    await expect(asking(async () => 7)).rejects.toMatchObject({ code: 'MALFORMED_RESPONSE' });
    await expect(asking(async () => Promise.reject(new Error('bug')))).rejects.toMatchObject({
      code: 'MALFORMED_RESPONSE',
      source: 'acme',
    });
    const own = new SourceError('FORBIDDEN', 'no', { source: 'acme' });
    await expect(asking(async () => Promise.reject(own))).rejects.toBe(own);
    expect(guardSource(right, noSecrets).fetchAggregate).toBeUndefined();
  });
});
