import { IngestError, noSecrets, redactor, type Source, SourceError } from '@ingest/core';
import { scriptedSource } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { guardSource } from '../../src/extensions/guard-source.js';

const right = scriptedSource({ name: 'acme', answer: () => ({ hang: true }) });

function failing(thrown: unknown, signal = new AbortController().signal): Promise<unknown> {
  const source: Source = { ...right, fetchPage: () => Promise.reject(thrown) };
  const request = { tickers: [], reading: 'fresh', window: null, cursor: null } as const;
  return guardSource(source, redactor(['hunter22'])).fetchPage(request, { signal, now: 0 });
}

describe('guardSource', () => {
  it('lets through what a source may fail with, and what ends the run', async () => {
    const own = new SourceError('NOT_FOUND', 'no', { source: 'acme' });
    const ours = new IngestError('REPLAY_MISMATCH', 'never recorded');
    await expect(failing(own)).rejects.toBe(own);
    await expect(failing(ours)).rejects.toBe(ours);
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
});
