import { tickersOf } from '@ingest/core/testing';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createOutput } from '../src/output.js';
import { progressOn } from '../src/progress.js';
import { collectionOf } from './support/report.js';

afterEach(() => {
  vi.restoreAllMocks();
});

function drawn(isTty: boolean, isWanted = true): string {
  let text = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  const output = createOutput({});
  const progress = progressOn({ ...output, err: { ...output.err, isTty, columns: 60 } }, isWanted);
  const stamp = { runId: 'r', at: '2026-06-04T13:35:00.000Z' };
  progress.read({
    type: 'collection:started',
    ...stamp,
    source: 'tiingo',
    tickers: tickersOf('AAPL'),
    window: null,
    isFailover: false,
  });
  progress.read({ type: 'page:committed', ...stamp, source: 'tiingo', items: 41, newStories: [] });
  progress.read({ type: 'collection:ended', ...stamp, event: collectionOf() });
  progress.read({ type: 'source:failed', ...stamp, source: 'tiingo', code: 'TIMEOUT', message: 'late' });
  progress.done();
  return text;
}

describe('progressOn', () => {
  it('replaces one line on a terminal, counts what is stored page by page, and takes it away', () => {
    expect(drawn(true).split('\r\u001b[K')).toEqual([
      '',
      'tiingo 0 batches, 0 articles',
      'tiingo 0 batches, 41 articles',
      'tiingo 1 batch, 41 articles',
      '',
    ]);
  });

  it('begins with how far a back-fill is', () => {
    let text = '';
    vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
      text += String(chunk);
      return true;
    });
    const output = createOutput({});
    const progress = progressOn({ ...output, err: { ...output.err, isTty: true, columns: 60 } }, true);
    progress.read({ type: 'backfill:progressed', runId: 'r', at: '2026-06-04T13:35:00.000Z', share: 0.419 });
    progress.read({ type: 'collection:ended', runId: 'r', at: '2026-06-04T13:35:00.000Z', event: collectionOf() });
    expect(text).toBe('\r\u001b[K41 % read\r\u001b[K41 % read   tiingo 1 batch, 0 articles');
  });

  it('draws nothing elsewhere, or when nobody wants it', () => {
    expect(drawn(false)).toBe('');
    expect(drawn(true, false)).toBe('');
  });
});
