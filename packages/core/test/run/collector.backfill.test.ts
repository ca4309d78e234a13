import type { RunReport } from '@ingest/core';
import { candidateItem, type ManualClock, manualClock, scriptedSource } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { maxPages } from '../../src/collect/collect-batch.js';
import type { Sink } from '../../src/contracts/sink.js';
import type { IngestOptions } from '../../src/run/settings.js';
import { setup, startOfDay } from '../support/run-setup.js';
import { type Wire, type WireOptions, wire } from '../support/wire.js';

const minute = 60_000;
const day = 86_400_000;
const range = { kind: 'range', from: startOfDay - 30 * day, to: startOfDay - day } as const;
const sink: Sink = { name: 'hook', deliver: async () => {} };

/** Two wires; the first one takes one ticker in a request. Both published so many stories inside the range. */
function backfilling(count: number, options: Partial<IngestOptions> = {}, ofFirst: Partial<WireOptions> = {}) {
  const clock = manualClock(startOfDay);
  const first = wire({ clock, name: 'first', capabilities: { maxTickersPerRequest: 1 }, ...ofFirst });
  const second = wire({ clock, name: 'second', size: 50 });
  const times = Array.from({ length: count }, (_, index) => range.to - index * minute);
  for (const one of [first, second]) one.publish(...times, range.to + minute);
  const test = setup(
    { sources: [first, second], tickers: ['AAPL'], reading: range, leaseName: 'backfill', ...options },
    clock,
  );
  return { ...test, first, second };
}
const cursorsOf = ({ requests }: Wire, from = 0) => requests.slice(from).map(({ cursor }) => cursor);

describe('a back-fill', () => {
  it('reads round after round until all of the range is read', async () => {
    const test = backfilling(150);
    const report = await test.run();
    expect(report).toMatchObject({ outcome: 'ok', unanswered: [], gaps: [], failovers: [], items: { new: 150 } });
    // 50 pages, and an empty one.
    expect(report.collections.map(({ requests, outcome }) => [requests, outcome])).toEqual([
      [maxPages, 'partial'],
      [maxPages, 'partial'],
      [11, 'ok'],
    ]);
    expect(test.stored.gaps).toEqual([]);
    expect(test.second.requests).toEqual([]);
  });

  it('says before its first request what it will take, and then how far it is', async () => {
    const seen: unknown[] = [];
    const test = backfilling(70, {
      onEvent: (event) => {
        if (event.type === 'backfill:started') seen.push([event.source, event.isResumed, event.requests, asked()]);
        if (event.type === 'backfill:progressed') seen.push(Math.round(event.share * 1e4) / 1e4);
      },
    });
    const asked = () => test.first.requests.length;
    await test.run();
    expect(seen[0]).toEqual(['first', false, 1, 0]);
    // The first step is the plan itself; then each page of three reads three minutes of 29 days, and the end the rest.
    expect(seen[1]).toBe(0);
    expect(seen.at(-1)).toBe(1);
    const shares = seen.slice(1) as number[];
    expect(shares).toEqual([...shares].sort((left, right) => left - right));
    expect(shares.length).toBeGreaterThan(20);
    expect(test.stored.gaps).toEqual([]);
  });

  it('asks for the range, and goes on in each round where the one before ended', async () => {
    const test = backfilling(70);
    await test.run();
    expect(test.first.requests.every(({ reading, window }) => reading === 'range' && window?.from === range.from)).toBe(
      true,
    );
    expect(new Set(cursorsOf(test.first)).size).toBe(test.first.requests.length);
    expect(cursorsOf(test.first)[maxPages]).toBe('first59');
  });

  it('writes down what it has to read before it reads any of it', async () => {
    const test = backfilling(1, { tickers: ['AAPL', 'MSFT'] });
    test.first.trouble = 'hang';
    const stop = new AbortController();
    const running = test.start(stop.signal);
    await test.clock.advance(0);
    const kept = test.stored.gaps;
    expect(kept.map(({ tickers }) => `${tickers}`).sort()).toEqual(['AAPL', 'MSFT']);
    for (const gap of kept)
      expect(gap).toMatchObject({
        source: 'first',
        from: '2026-05-05T14:00:00.000Z',
        to: '2026-06-03T14:00:00.000Z',
        cursor: null,
        backfill: kept[0]?.backfill,
      });
    stop.abort();
    await running;
  });

  it('goes on after a stop with the page that was not stored', async () => {
    const test = backfilling(30);
    const stop = new AbortController();
    test.first.troubleFrom(5, 'hang');
    const stopped = test.start(stop.signal);
    await test.clock.advance(0);
    stop.abort();
    expect((await stopped).error).toMatchObject({
      code: 'ABORTED',
      hint: expect.stringContaining('the same command goes on'),
    });
    test.first.trouble = null;
    const stored = test.stored.stories.size;
    const [gap] = test.stored.gaps;
    const asked = test.first.requests.length;
    const report = await test.another().run();
    expect(JSON.stringify(cursorsOf(test.first, asked)[0])).toBe(gap?.cursor);
    expect([stored, report.items.new, report.items.duplicate]).toEqual([15, 15, 0]);
    expect([report.outcome, test.stored.gaps]).toEqual(['ok', []]);
  });

  it('goes on where a process died: each stored page says where the next one begins', async () => {
    const test = backfilling(30);
    test.first.troubleFrom(4, 'hang');
    void test.start();
    await test.clock.advance(0);
    // It is never heard of again; what it had stored is still there.
    expect(test.stored.gaps.map(({ cursor }) => cursor)).toEqual([JSON.stringify('first11')]);
    test.first.trouble = null;
    const asked = test.first.requests.length;
    await test.another({ leaseName: 'another' }).run();
    expect(cursorsOf(test.first, asked)[0]).toBe('first11');
  });

  it('asks after a stop only for what is left', async () => {
    const test = backfilling(3, { tickers: ['A', 'B', 'C'] });
    // Two pages for one of them.
    test.first.troubleFrom(2, 'hang');
    const stop = new AbortController();
    const stopped = test.start(stop.signal);
    await test.clock.advance(0);
    stop.abort();
    await stopped;
    test.first.trouble = null;
    const asked = test.first.requests.length;
    const report = await test.another().run();
    const askedFor = (from: number, to?: number) =>
      new Set(test.first.requests.slice(from, to).map(({ tickers }) => `${tickers}`));
    const [done] = askedFor(0, 2);
    expect(askedFor(asked)).toEqual(new Set(['A', 'B', 'C'].filter((ticker) => ticker !== done)));
    expect(report).toMatchObject({ outcome: 'ok', unanswered: [], tickers: ['A', 'B', 'C'] });
  });

  it('is known by its name although its end has moved, and is another one for other tickers', async () => {
    const test = backfilling(30);
    test.first.troubleFrom(4, 'BAD_REQUEST');
    const named = (to: number, tickers = ['AAPL']) =>
      test.another({ sources: [test.first], tickers, reading: { ...range, to, name: '2026-05-05/now' } }).run();
    await named(range.to);
    test.first.trouble = null;
    const asked = test.first.requests.length;
    await named(range.to, ['MSFT']);
    expect([cursorsOf(test.first, asked)[0], test.stored.gaps.length]).toEqual([null, 1]);
    const left = test.first.requests.length;
    expect((await named(range.to + 1000)).outcome).toBe('ok');
    expect([cursorsOf(test.first, left)[0], test.stored.gaps]).toEqual(['first11', []]);
  });

  it('reads what has come since when it has no end of its own, and the old part where it stopped', async () => {
    const test = backfilling(30);
    test.first.troubleFrom(4, 'BAD_REQUEST');
    const upTo = (to: number) =>
      test
        .another({
          sources: [test.first],
          reading: { kind: 'range', from: range.from, to, name: '2026-05-05/now', isOpenEnded: true },
        })
        .run();
    await upTo(range.to);
    test.first.trouble = null;
    // Between the two ends, an hour and a day.
    test.first.publish(range.to + 2 * 60 * minute, range.to + day - minute);
    const asked = test.first.requests.length;
    const report = await upTo(range.to + day);
    expect(report).toMatchObject({ outcome: 'ok', gaps: [], items: { rejected: 0 } });
    // The 30 of the old range, the one that was published behind its end, and the two that came since.
    expect([test.stored.stories.size, test.stored.gaps]).toEqual([33, []]);
    const old = test.first.requests.slice(asked).filter(({ cursor }) => cursor === 'first11');
    expect(old.map(({ window }) => window)).toEqual([{ from: range.from, to: range.to }]);
  });

  it('in parallel reads each source to its end, whatever the other one has read', async () => {
    const test = backfilling(60, { mode: 'parallel' });
    test.second.troubleFrom(1, 'BAD_REQUEST');
    const report = await test.run();
    expect(report).toMatchObject({ outcome: 'partial', gaps: [{ source: 'second' }] });
    const asked = test.first.requests.length;
    test.second.trouble = null;
    const resumed = test.another();
    expect(await resumed.run()).toMatchObject({ outcome: 'ok', gaps: [] });
    expect(resumed.events.find(({ type }) => type === 'backfill:started')).toMatchObject({
      source: 'second',
      requests: 32,
    });
    expect([test.first.requests.length, test.stored.gaps]).toEqual([asked, []]);
    expect(test.stored.stories.size).toBe(120);
  });

  it('begins anew when all of it was read', async () => {
    const test = backfilling(6);
    await test.run();
    const report = await test.another().run();
    expect(report).toMatchObject({ outcome: 'ok', items: { new: 0, duplicate: 6 } });
  });

  it('leaves alone what fresh reading keeps: watermarks, gaps and their cursors', async () => {
    const test = backfilling(6);
    const fresh = { kind: 'fresh', sinceMs: 40 * day } as const;
    test.first.delayMs = 9000;
    await test.another({ reading: fresh, sources: [test.first] }).run();
    test.first.delayMs = 0;
    const before = [test.stored.watermarks, test.stored.gaps];
    expect(before.map((kept) => kept.length)).toEqual([1, 1]);
    await test.run();
    expect([test.stored.watermarks, test.stored.gaps]).toEqual(before);
  });
});

describe('what a back-fill announces', () => {
  it('is nothing unless it is told to', async () => {
    const test = backfilling(6, { sinks: [sink] });
    const report = await test.run();
    expect([report.items.new, report.notifications.queued, test.stored.deliveries]).toEqual([6, 0, []]);
  });

  it('is every page of it when it is told to', async () => {
    const test = backfilling(6, { sinks: [sink], announce: true });
    expect((await test.run()).notifications).toEqual({ queued: 2, delivered: 2, pending: 0, dead: 0 });
  });
});

describe('a back-fill whose first source fails', () => {
  it('has nothing left where another one read the whole range', async () => {
    const test = backfilling(60, { tickers: ['A', 'B'] });
    test.first.trouble = 'AUTH_FAILED';
    const report = await test.run();
    expect(report).toMatchObject({ outcome: 'ok', unanswered: [], gaps: [] });
    expect(report.failovers).toEqual([{ from: 'first', to: 'second', code: 'AUTH_FAILED', tickers: ['A', 'B'] }]);
    expect(test.stored.gaps).toEqual([]);
  });

  it('reads with the other one round after round, too', async () => {
    const test = backfilling(1500);
    test.first.trouble = 'AUTH_FAILED';
    const report = await test.run();
    expect(report).toMatchObject({ outcome: 'ok', items: { new: 1500 } });
    expect([test.first.requests.length, test.stored.gaps]).toEqual([1, []]);
  });

  it.each(['SERVER_ERROR', 'FORBIDDEN', 'AUTH_FAILED', 'RATE_LIMITED', 'MALFORMED_RESPONSE', 'NETWORK'] as const)(
    'keeps what it has not read of it when it breaks after its first pages, whatever the other one answers: %s',
    async (code) => {
      const test = backfilling(30, {}, { capabilities: { maxTickersPerRequest: 50 } });
      test.second.trouble = 'silence';
      test.first.troubleFrom(2, code);
      const report = await test.run();
      expect(report).toMatchObject({
        outcome: 'partial',
        unanswered: [],
        items: { new: 6 },
        gaps: [{ source: 'first', cursor: JSON.stringify('first5') }],
      });
      expect(test.stored.gaps).toEqual(report.gaps);
      // Once: what it answered is known in the rounds after.
      expect(test.second.requests).toHaveLength(1);
      test.first.trouble = null;
      await test.clock.advance(day);
      const resumed = await test.another().run();
      expect(resumed).toMatchObject({ outcome: 'ok', items: { new: 24, duplicate: 0 }, gaps: [] });
      expect(test.stored.gaps).toEqual([]);
    },
  );

  it('goes to no other one when its time runs out after its first pages', async () => {
    const test = backfilling(30);
    test.first.troubleFrom(2, 'hang');
    const report = await test.run();
    expect(report).toMatchObject({ outcome: 'partial', unanswered: [], failovers: [], items: { new: 6 } });
    expect([test.second.requests, test.stored.gaps]).toEqual([[], report.gaps]);
    // One that hangs from its first page on has answered nothing in its run.
    expect(await test.another().run()).toMatchObject({ outcome: 'partial', failovers: [{ code: 'TIMEOUT' }] });
    expect(test.stored.gaps).toEqual(report.gaps);
  });

  it('keeps open what no other one read, and says so', async () => {
    const test = backfilling(60, { tickers: ['A', 'B'] });
    test.first.trouble = 'AUTH_FAILED';
    test.second.trouble = 'NETWORK';
    const report = await test.run();
    expect(report).toMatchObject({ outcome: 'failed', unanswered: ['A', 'B'], error: { code: 'SOURCES_EXHAUSTED' } });
    expect(test.stored.gaps.map(({ source, tickers }) => `${source} ${tickers}`).sort()).toEqual([
      'first A',
      'first B',
    ]);
  });

  it('ends when a round gets no further', async () => {
    const test = backfilling(60);
    const alone = test.another({ sources: [test.first] });
    test.first.troubleFrom(3, 'BAD_REQUEST');
    const report: RunReport = await alone.run();
    expect(report).toMatchObject({ outcome: 'partial', gaps: [{ cursor: JSON.stringify('first8') }] });
    expect(test.stored.gaps).toEqual(report.gaps);
  });
});

describe('a back-fill and the quota', () => {
  it('leaves three tenths of every window to fresh reading', async () => {
    const test = backfilling(60, {}, { quota: [{ window: 'day', limit: 10 }] });
    const alone = { sources: [test.first] };
    const report = await test.another(alone).run();
    expect([test.first.requests.length, report.outcome]).toEqual([7, 'partial']);
    await test.another({ ...alone, reading: { kind: 'new', firstMs: day / 2 }, leaseName: 'run' }).run();
    expect(test.first.requests.length).toBeGreaterThan(7);
  });

  it('leaves them also when it only asks', async () => {
    const test = backfilling(60, { writes: 'nothing' }, { quota: [{ window: 'day', limit: 10 }] });
    await test.another({ sources: [test.first] }).run();
    expect(test.first.requests).toHaveLength(7);
  });

  it('goes on in the next window where the one before ended it', async () => {
    const test = backfilling(36, {}, { quota: [{ window: 'hour', limit: 10 }] });
    const alone = { sources: [test.first] };
    const first = await test.another(alone).run();
    await test.clock.advance(60 * minute);
    const second = await test.another(alone).run();
    expect([first.items.new, second.items.new, second.items.duplicate]).toEqual([21, 15, 0]);
    expect([second.outcome, test.stored.gaps]).toEqual(['ok', []]);
  });

  it('leaves them when it fills a gap, too', async () => {
    const clock = manualClock(startOfDay);
    const first = wire({ clock, quota: [{ window: 'hour', limit: 29 }], capabilities: { overlapMs: minute } });
    first.publish(...Array.from({ length: 90 }, (_, index) => startOfDay - (index + 1) * minute));
    const test = setup({ sources: [first], tickers: ['AAPL'] }, clock);
    await test.run();
    expect(first.requests).toHaveLength(20);
    const before = test.stored.gaps;
    // One page of fresh reading, which finds nothing new, and none of the gap.
    const report = await test.another().run();
    expect(first.requests).toHaveLength(21);
    expect(report).toMatchObject({ outcome: 'partial', gaps: before });
  });
});

describe('a stretch that a source will not give', () => {
  const unread = { from: range.from, to: range.from + day };
  const missing = { from: '2026-05-05T14:00:00.000Z', to: '2026-05-06T14:00:00.000Z', cursor: null, backfill: null };

  /** A source that has one story of the range, and a stretch of it that it never gives. */
  function withoutADay(clock: ManualClock, name: string) {
    return scriptedSource({
      name,
      capabilities: { paging: 'windows' },
      answer: async () => {
        await clock.wait(100);
        return { page: { items: [candidateItem({ publishedAt: range.to - 1 })], unread } };
      },
    });
  }

  it('ends a back-fill as a gap: it is not asked for again and again', async () => {
    const clock = manualClock(startOfDay);
    const source = withoutADay(clock, 'first');
    const test = setup({ sources: [source], tickers: ['AAPL'], reading: range }, clock);
    const report = await test.run({ forMs: 10_000 });
    expect(report).toMatchObject({ outcome: 'partial', unanswered: [], gaps: [missing] });
    expect(source.requests.length).toBeLessThanOrEqual(2);
  });

  it('is not asked for again and again of a source that stands in, either', async () => {
    const clock = manualClock(startOfDay);
    const first = wire({ clock, name: 'first' });
    first.trouble = 'AUTH_FAILED';
    const source = withoutADay(clock, 'second');
    const test = setup({ sources: [first, source], tickers: ['AAPL'], reading: range }, clock);
    const report = await test.run({ forMs: 10_000 });
    expect(report).toMatchObject({ outcome: 'partial', unanswered: [] });
    expect(report.gaps.filter(({ source: name }) => name === 'second')).toMatchObject([missing]);
    expect(source.requests.length).toBeLessThanOrEqual(2);
  });
});
