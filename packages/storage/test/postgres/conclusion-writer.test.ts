import { toIso } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { concluding, gap, noon, page, rejected, tickers } from '../../src/conformance/build.js';
import { all } from '../../src/conformance/expect.js';
import { hasPostgres, openPostgres } from '../support/postgres.js';

describe.skipIf(!(await hasPostgres()))('what is written beside articles', () => {
  test('is the last of each watermark and gap, also of several in one page', async () => {
    const { store } = await openPostgres();
    const [ticker] = tickers('CLDR');
    if (ticker === undefined) throw new TypeError('there is one');
    const watermarks = [noon, noon + 1].map((at) => ({ source: 'tiingo', ticker, readUpTo: toIso(at) }));
    const openedGaps = [gap({ cursor: 'a' }), gap({ cursor: 'b' })];
    await store.articles.commitPage(concluding({ watermarks, openedGaps }));
    expect(await store.state.watermarks('tiingo')).toEqual([watermarks[1]]);
    expect(await store.state.gaps()).toEqual([openedGaps[1]]);
  });

  test('is an item with a NUL character, without it, and one that was read is released', async () => {
    const { store } = await openPostgres();
    const items = [rejected({ raw: 'a\u0000b' }), rejected({ raw: 'c' })];
    await store.articles.commitPage({ ...page([]), quarantine: items });
    const kept = await all(store.reading.quarantine({}));
    expect(kept.map(({ raw }) => raw).sort()).toEqual(['a\ufffdb', 'c']);
    await store.articles.commitPage({ ...page([]), quarantine: [], released: kept });
    expect(await all(store.reading.quarantine({}))).toEqual([]);
  });

  test('is an item that an earlier run left, once', async () => {
    const { store } = await openPostgres();
    for (const runId of ['run-1', 'run-2'])
      await store.articles.commitPage({
        ...page([]),
        quarantine: [rejected({ runId }), rejected({ runId, raw: runId })],
      });
    const kept = await all(store.reading.quarantine({}));
    expect(kept.map(({ runId, raw }) => [runId, raw]).sort()).toEqual([
      ['run-1', 'run-1'],
      ['run-1', '{"id":1}'],
      ['run-2', 'run-2'],
    ]);
  });
});
