import { candidateItem, manualClock, scriptedSource } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { maxPages } from '../../src/collect/collect-batch.js';
import type { Scorer } from '../../src/contracts/scorer.js';
import type { SourceItem } from '../../src/contracts/source.js';
import type { Reading } from '../../src/run/reading.js';
import { type Answer, failure, setup, startOfDay } from '../support/run-setup.js';

const story = (id: number, minutesAgo = id, fields: Parameters<typeof candidateItem>[0] = {}) =>
  candidateItem({
    sourceId: String(id),
    headline: `Calder Motors opens plant number ${id} in the north`,
    publishedAt: startOfDay - minutesAgo * 60_000,
    tickers: ['AAPL', 'MSFT'],
    ...fields,
  });
const stories = (from: number, count: number) => Array.from({ length: count }, (_, index) => story(from + index));

function collecting(answer: Answer, options: { paging?: 'list' | 'windows'; reading?: Reading } = {}) {
  const { paging = 'list', ...others } = options;
  const source = scriptedSource({ name: 'first', capabilities: { paging }, answer });
  return { source, ...setup({ sources: [source], ...others }) };
}

/** Pages of a list that is read by offset. */
const pagesOf =
  (items: readonly SourceItem[], size: number): Answer =>
  (request) => {
    const offset = Number(request.cursor ?? 0);
    const page = items.slice(offset, offset + size);
    return { page: { items: page, next: offset + page.length } };
  };

describe('collectBatch', () => {
  it('reads page by page until one is empty, each stored before the next is asked for', async () => {
    const test = collecting(pagesOf(stories(1, 25), 10));
    const report = await test.run();
    expect(report.items).toMatchObject({ received: 25, new: 25 });
    expect(test.source.requests.map(({ cursor }) => cursor)).toEqual([null, 10, 20, 25]);
    expect(test.stored.commits.map(({ articles }) => articles.length)).toEqual([10, 10, 5, 0]);
    expect(test.stored.events).toHaveLength(1);
  });

  it('stores the event with the last page when it is known to be the last', async () => {
    const test = collecting(() => ({ page: { items: stories(1, 3), next: null } }));
    await test.run();
    expect(test.stored.commits.map(({ articles }) => articles.length)).toEqual([3]);
    expect(test.stored.events[0]).toMatchObject({ outcome: 'ok', newItemCount: 3, requests: 1, attempts: 1 });
  });

  it('stops at a page without a new id, as when a source ignores the offset', async () => {
    const test = collecting(() => ({ page: { items: stories(1, 5), next: 5 } }));
    const report = await test.run();
    expect(report.requests).toBe(2);
    expect(report.items).toMatchObject({ new: 5, duplicate: 5 });
  });

  it('stops at a page whose last item is older than the window, and stores that page too', async () => {
    const old = story(99, 25 * 60);
    const test = collecting(pagesOf([...stories(1, 5), old, ...stories(200, 50)], 6));
    const report = await test.run();
    expect(report.requests).toBe(1);
    expect(report.items.new).toBe(6);
  });

  it('reads on when an old item stands among new ones: no feed is sorted for certain', async () => {
    const test = collecting(pagesOf([story(99, 25 * 60), ...stories(1, 11)], 6));
    expect((await test.run()).items.new).toBe(12);
  });

  it('reads on after a page whose last item lacks the time by which the source orders', async () => {
    const placed = (id: number) => story(id, id, { orderedAt: startOfDay - id });
    const old = story(99, 25 * 60, { orderedAt: null });
    const test = collecting(pagesOf([placed(1), old, placed(2), placed(3)], 2));
    expect((await test.run()).items.new).toBe(4);
  });

  it('takes the time by which the source orders for its reach, not that of publication', async () => {
    const old = story(99, 5, { orderedAt: startOfDay - 25 * 3_600_000 });
    expect((await collecting(pagesOf([story(1), old, story(2)], 2)).run()).items.new).toBe(2);
  });

  it('reads every window of a source that pages by windows, also behind an empty one', async () => {
    const test = collecting(
      (_, call) => ({ page: { items: call === 1 ? [] : stories(call * 10 + 1, 2), next: call < 2 ? call + 1 : null } }),
      { paging: 'windows' },
    );
    expect((await test.run()).items.new).toBe(4);
    expect(test.source.requests).toHaveLength(3);
  });

  it('ends `partial` at the page cap, with a gap from which a later run can go on', async () => {
    const test = collecting((_, call) => ({
      page: { items: stories(call * 3 + 1, 3), next: { offset: (call + 1) * 3 } },
    }));
    const report = await test.run();
    expect(report.outcome).toBe('partial');
    expect(report.requests).toBe(maxPages);
    expect(report.items.new).toBe(maxPages * 3);
    expect(report.gaps).toEqual([
      {
        gapId: expect.any(String),
        source: 'first',
        tickers: ['AAPL', 'MSFT'],
        from: '2026-06-03T14:00:00.000Z',
        to: '2026-06-04T13:00:00.000Z',
        cursor: '{"offset":60}',
        openedAt: '2026-06-04T14:00:00.000Z',
        backfill: null,
      },
    ]);
    expect(test.stored.gaps).toEqual(report.gaps);
  });

  it('leaves a gap without a start when it read as far as the source goes', async () => {
    const test = collecting(
      (_, call) => (call === 0 ? { page: { items: stories(1, 2), next: 2 } } : failure('BAD_REQUEST')),
      { reading: { kind: 'fresh', sinceMs: null } },
    );
    expect((await test.run()).gaps).toMatchObject([{ from: null, to: '2026-06-04T13:58:00.000Z', cursor: '2' }]);
  });

  it('leaves all of its time a gap when it has read nothing but empty windows', async () => {
    const test = collecting((_, call) => (call === 0 ? { page: { items: [], next: 1 } } : failure('BAD_REQUEST')), {
      paging: 'windows',
    });
    expect((await test.run()).gaps).toMatchObject([
      { from: '2026-06-03T14:00:00.000Z', to: '2026-06-04T14:00:00.000Z', cursor: '1' },
    ]);
  });

  it.each<[string, string, readonly SourceItem[]]>([
    ['where the last page ended', '2026-06-04T13:57:00.000Z', [story(1), story(2), story(3)]],
    [
      'at the newest item of a page that is not newest first',
      '2026-06-04T13:59:00.000Z',
      [story(1), story(90), story(3)],
    ],
    ['at the start of its time when the page ended before', '2026-06-03T14:00:00.000Z', [story(1, 25 * 60)]],
    ['at the end of its time when the page ended ahead of our clock', '2026-06-04T14:00:00.000Z', [story(1, -10)]],
    ['at the end of its time when nothing had a place', '2026-06-04T14:00:00.000Z', [story(1, 5, { orderedAt: null })]],
  ])('ends a gap %s', async (_, to, items) => {
    const test = collecting((__, call) => (call === 0 ? { page: { items, next: 1 } } : failure('BAD_REQUEST')), {
      paging: 'windows',
    });
    expect((await test.run()).gaps).toMatchObject([{ from: '2026-06-03T14:00:00.000Z', to }]);
  });

  it('leaves all of a range a gap when nothing of it was accepted', async () => {
    const hourMs = 3_600_000;
    const test = collecting((_, call) => (call === 0 ? { page: { items: [], next: 1 } } : failure('BAD_REQUEST')), {
      paging: 'windows',
      reading: { kind: 'range', from: startOfDay - 2 * hourMs, to: startOfDay - hourMs },
    });
    expect((await test.run()).gaps).toMatchObject([
      { from: '2026-06-04T12:00:00.000Z', to: '2026-06-04T13:00:00.000Z' },
    ]);
  });

  it('keeps a stretch that the source will not give as a gap', async () => {
    const unread = { from: startOfDay - 3_600_000, to: startOfDay - 1_800_000 };
    const report = await collecting(() => ({ page: { items: stories(1, 2), unread } })).run();
    expect(report.outcome).toBe('partial');
    expect(report.gaps[0]).toMatchObject({
      from: '2026-06-04T13:00:00.000Z',
      to: '2026-06-04T13:30:00.000Z',
      cursor: null,
    });
  });

  it('gives up a source that hangs when its time is over', async () => {
    const test = collecting(() => ({ hang: true }));
    const report = await test.run();
    expect(report.durationMs).toBe(10_000);
    expect(report.sources[0]).toMatchObject({
      outcome: 'failed',
      errorCode: 'TIMEOUT',
      errorMessage: 'first gave no whole page within 10.0 s',
    });
    expect(test.clock.pending).toBe(0);
  });

  it('does not count what a scorer takes for the source: with one that is slow it is read to its end', async () => {
    const clock = manualClock(startOfDay);
    const scorer: Scorer = {
      ...{ name: 'slow', version: '1', hash: 'ab' },
      score: async (items) => {
        await clock.wait(9000);
        return items.map(() => ({ score: 0.5, confidence: null }));
      },
    };
    const source = scriptedSource({ name: 'first', answer: pagesOf(stories(1, 25), 10) });
    const test = setup({ sources: [source], scorer }, clock);
    const report = await test.run();
    expect(report).toMatchObject({ outcome: 'ok', items: { new: 25 }, warnings: [] });
  });

  it('ends `partial` without failover when the time is over after a whole page', async () => {
    const test = collecting((_, call) => (call === 0 ? { page: { items: stories(1, 2), next: 2 } } : { hang: true }));
    const report = await test.run();
    expect(report.outcome).toBe('partial');
    expect(report.unanswered).toEqual([]);
    expect(test.stored.events[0]).toMatchObject({
      outcome: 'partial',
      success: true,
      errorCode: 'TIMEOUT',
      errorMessage: 'first was not done within 10.0 s',
      newItemCount: 2,
    });
    expect(report.gaps).toHaveLength(1);
  });

  it('keeps whole pages when a later one fails, and lets the tickers go on', async () => {
    const test = collecting((_, call) =>
      call === 0 ? { page: { items: stories(1, 2), next: 2 } } : failure('BAD_REQUEST'),
    );
    const report = await test.run();
    expect(report.items.new).toBe(2);
    expect(report.unanswered).toEqual(['AAPL', 'MSFT']);
    expect(report.gaps[0]?.cursor).toBe('2');
  });

  it('takes a page of nothing but rubbish for a changed format, and quarantines it', async () => {
    const items = [1, 2].map((raw) => ({ kind: 'malformed', raw, reason: 'item: expected object' }) as const);
    const test = collecting(() => ({ page: { items } }));
    const report = await test.run();
    expect(report.sources[0]).toMatchObject({ outcome: 'failed', errorCode: 'MALFORMED_RESPONSE' });
    expect(report.items.rejected).toBe(2);
    expect(test.stored.commits.flatMap(({ quarantine }) => quarantine.map(({ raw }) => raw))).toEqual(['1', '2']);
  });

  it('says `empty` when there is no news, and `suspicious` when the store knows better', async () => {
    const test = collecting((_, call) => ({ page: { items: call === 0 ? stories(1, 1) : [] } }));
    await test.run();
    const report = await test.run();
    expect(report.outcome).toBe('ok');
    expect(report.sources[0]?.outcome).toBe('suspicious');
    expect(report.warnings[0]).toContain('first answers without news for AAPL, MSFT');
    expect((await collecting(() => ({ page: { items: [] } })).run()).sources[0]?.outcome).toBe('empty');
  });

  it('counts the most tries that a page took as attempts', async () => {
    const test = collecting((_, call) => (call < 2 ? failure('SERVER_ERROR') : { page: { items: stories(1, 1) } }));
    const report = await test.run();
    expect(report.collections[0]).toMatchObject({ attempts: 3, requests: 3, outcome: 'ok' });
    expect(test.events.filter(({ type }) => type === 'request:retried')).toHaveLength(2);
  });

  it('tells of a page only when it had something to store', async () => {
    const told = async (...items: readonly SourceItem[]) => {
      const test = collecting(pagesOf(items, 2));
      await test.run();
      return test.events.flatMap((event) => (event.type === 'page:committed' ? [event.items] : []));
    };
    expect(await told()).toEqual([]);
    const malformed: SourceItem = { kind: 'malformed', raw: 1, reason: 'no object' };
    expect(await told(story(1), story(2), malformed, story(3, -60))).toEqual([2, 0]);
  });

  it('cuts a page for the store, and sorts it by time and id', async () => {
    const test = collecting(() => ({ page: { items: stories(1, 250) } }));
    await test.run();
    expect(test.stored.commits.map(({ articles }) => articles.length)).toEqual([100, 100, 50]);
    const times = test.stored.commits.flatMap(({ articles }) => articles.map(({ publishedAt }) => publishedAt));
    expect(times).toEqual([...times].sort((left, right) => left - right));
    expect(test.stored.events[0]?.newItemCount).toBe(250);
  });

  it('sorts what was published at one time by id, what has none first', async () => {
    const items = ['b', null, 'a', 'c'].map((sourceId) =>
      candidateItem({ sourceId, headline: `Calder Motors opens plant ${sourceId}`, tickers: ['AAPL'] }),
    );
    const test = collecting(() => ({ page: { items } }));
    await test.run();
    expect(test.stored.commits[0]?.articles.map(({ sourceId }) => sourceId)).toEqual([null, 'a', 'b', 'c']);
  });

  it('moves the watermark to the newest item, never past our clock and never back', async () => {
    const ahead = candidateItem({ sourceId: 'x', publishedAt: startOfDay + 600_000, tickers: ['AAPL'] });
    const test = collecting((_, call) => ({ page: { items: call === 0 ? [ahead] : [story(5, 30)] } }));
    await test.run();
    expect(test.stored.watermarks).toEqual([
      { source: 'first', ticker: 'AAPL', readUpTo: '2026-06-04T14:00:00.000Z' },
      { source: 'first', ticker: 'MSFT', readUpTo: '2026-06-04T14:00:00.000Z' },
    ]);
    await test.run();
    expect(test.stored.watermarks).toHaveLength(2);
  });
});
