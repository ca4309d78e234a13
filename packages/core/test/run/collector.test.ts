import { manualClock, scriptedSource } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { maxPages } from '../../src/collect/collect-batch.js';
import { liveBatching } from '../../src/collect/plan-batches.js';
import type { IngestOptions } from '../../src/run/settings.js';
import { toIso } from '../../src/time/instant.js';
import { setup, startOfDay } from '../support/run-setup.js';
import { type Wire, type WireOptions, wire } from '../support/wire.js';

const minute = 60_000;
const hour = 60 * minute;
/** Instants before the first run, so many minutes each. */
const minutesAgo = (...minutes: readonly number[]) => minutes.map((count) => startOfDay - count * minute);
const each = <T>(count: number, one: (index: number) => T) => Array.from({ length: count }, (_, index) => one(index));

/** One wire, whose overlap is ten minutes, and runs as cron makes them: each a process of its own. */
function reading(options: Partial<IngestOptions> = {}, ofWire: Partial<WireOptions> = {}) {
  const clock = manualClock(startOfDay);
  const { capabilities, ...others } = ofWire;
  const first = wire({ clock, capabilities: { overlapMs: 10 * minute, ...capabilities }, ...others });
  const test = setup({ sources: [first], ...options }, clock);
  const next = (changes?: Partial<IngestOptions>) => test.another(changes).run();
  return { ...test, first, next };
}
const windowOf = (source: Wire, request: number) => source.requests.at(request)?.window;

/** A run has read up to 13:30. Then come 66 stories, more than are read at once: the next run leaves the oldest six of them. */
async function cutShort(options: Partial<IngestOptions> = {}, ofWire: Partial<WireOptions> = {}) {
  const test = reading(options, ofWire);
  test.first.publish(...minutesAgo(30));
  await test.next();
  await test.clock.advance(startOfDay + hour - test.clock.now());
  test.first.publish(...each(66, (index) => startOfDay + (index - 15) * minute));
  return { ...test, report: await test.next() };
}

describe('a run after another one', () => {
  it('reads from the watermark less the overlap', async () => {
    const { first, clock, next, stored } = reading();
    first.publish(...minutesAgo(10, 20, 30));
    await next();
    expect(windowOf(first, 0)).toEqual({ from: startOfDay - 24 * hour, to: startOfDay });
    expect(stored.watermarks.map(({ readUpTo }) => readUpTo)).toEqual(each(2, () => '2026-06-04T13:50:00.000Z'));
    await clock.advance(startOfDay + 5 * minute - clock.now());
    await next();
    expect(windowOf(first, -1)).toEqual({ from: startOfDay - 20 * minute, to: startOfDay + 5 * minute });
  });

  it('goes as far back as the first one for a ticker that was never read', async () => {
    const { first, next } = reading({ tickers: ['AAPL'] });
    first.publish(...minutesAgo(10));
    await next();
    await next({ tickers: ['AAPL', 'MSFT'], reading: { kind: 'new', firstMs: 2 * hour } });
    expect(windowOf(first, -1)?.from).toBeCloseTo(startOfDay - 2 * hour, -3);
  });

  it('says of each collection which stretch it reads', async () => {
    const { first, events, run } = reading();
    first.publish(...minutesAgo(10));
    await run();
    expect(events.find(({ type }) => type === 'collection:started')).toMatchObject({
      window: { from: '2026-06-03T14:00:00.000Z', to: '2026-06-04T14:00:00.000Z' },
    });
  });

  it('finds in the overlap what came late, once', async () => {
    const { first, next } = reading();
    first.publish(...minutesAgo(10));
    await next();
    first.publish(...minutesAgo(15));
    expect((await next()).items).toMatchObject({ new: 1, duplicate: 1 });
    expect((await next()).items).toMatchObject({ new: 0, duplicate: 2 });
  });

  it('does not move the watermarks when it fails', async () => {
    const { first, next, stored } = reading();
    first.publish(...minutesAgo(30));
    await next();
    first.publish(...minutesAgo(10));
    first.trouble = 'NETWORK';
    await next();
    expect(stored.watermarks[0]?.readUpTo).toBe('2026-06-04T13:30:00.000Z');
    first.trouble = null;
    expect((await next()).items.new).toBe(1);
  });
});

describe('the overlap', () => {
  /** Two hours of it, all of them read. */
  async function overlapping() {
    const test = reading({}, { capabilities: { overlapMs: 2 * hour } });
    test.first.publish(...each(57, (index) => startOfDay - (index + 1) * 2 * minute));
    await test.next();
    const before = test.first.requests.length;
    return { ...test, asked: () => test.first.requests.length - before };
  }

  it('is read to its end when that is quick', async () => {
    const { next, asked } = await overlapping();
    expect(await next()).toMatchObject({ outcome: 'ok', gaps: [] });
    expect(asked()).toBe(20);
  });

  it('is left alone after a quarter of the time, and that is no gap', async () => {
    const { first, next, asked, stored } = await overlapping();
    first.delayMs = 1000;
    const report = await next();
    expect(report).toMatchObject({ outcome: 'ok', gaps: [], durationMs: 2500 });
    expect([asked(), stored.gaps]).toEqual([3, []]);
  });

  it('holds up no batch for longer than that when a page of it hangs', async () => {
    const { first, next } = await overlapping();
    first.troubleFrom(1, 'hang');
    expect(await next()).toMatchObject({ outcome: 'ok', gaps: [], durationMs: first.timeoutMs / 4 });
  });

  it.each(['AUTH_FAILED', 'RATE_LIMITED', 'NETWORK'] as const)(
    'is no gap when %s breaks it off, and then the source is not asked again',
    async (code) => {
      const clock = manualClock(startOfDay);
      const first = wire({ clock, name: 'first', keyId: '9f86d081', capabilities: { maxTickersPerRequest: 1 } });
      first.publish(...each(9, (index) => startOfDay - (index + 1) * minute));
      const test = setup({ sources: [first], tickers: ['A', 'B', 'C'] }, clock);
      await test.run();
      const before = first.requests.length;
      // The first page has all that is new; the second one is behind the watermark.
      first.troubleFrom(1, code);
      const report = await test.another({}).run();
      expect(report.collections[0]).toMatchObject({ outcome: 'ok', tickers: ['A'] });
      expect(report).toMatchObject({ gaps: [], unanswered: ['B', 'C'], sources: [{ errorCode: code }] });
      expect(first.requests.slice(before).every(({ tickers }) => `${tickers}` === 'A')).toBe(true);
      expect(report.sources[0]?.breaker).toBe(code === 'AUTH_FAILED' ? 'open' : 'closed');
    },
  );

  it('is read whatever time it takes before a watermark, where all is news', async () => {
    const { first, next } = reading();
    first.publish(...each(60, (index) => startOfDay - (index + 1) * 2 * minute));
    first.delayMs = 400;
    expect(await next()).toMatchObject({ items: { new: 60 } });
  });

  it.each(['TIMEOUT', 'a hung page'] as const)('is no gap when it is broken off by %s', async (how) => {
    const { first, next, stored } = await overlapping();
    first.troubleFrom(1, how === 'TIMEOUT' ? 'TIMEOUT' : 'hang');
    const report = await next();
    expect(report).toMatchObject({ outcome: 'ok', gaps: [], unanswered: [] });
    expect(report.collections[0]).not.toHaveProperty('errorCode');
    expect(stored.gaps).toEqual([]);
  });

  it('is no gap when its source fails on it', async () => {
    const { first, next, stored } = await overlapping();
    first.troubleFrom(1, 'BAD_REQUEST');
    await next();
    expect(stored.gaps).toEqual([]);
  });

  it.each(['AUTH_FAILED', 'FORBIDDEN'] as const)('does not hide that the key is refused on it: %s', async (code) => {
    const { first, next, asked, stored } = await overlapping();
    first.troubleFrom(1, code);
    const report = await next();
    expect(report.sources[0]).toMatchObject({ breaker: 'open', errorCode: code });
    expect([asked(), stored.gaps]).toEqual([2, []]);
    expect((await next()).sources[0]).toMatchObject({ requests: 0, errorCode: 'CIRCUIT_OPEN' });
  });

  it('is no gap when its page is rubbish', async () => {
    const { first, next, stored } = await overlapping();
    first.troubleFrom(1, 'rubbish');
    await next();
    expect(stored.gaps).toEqual([]);
  });

  it('is no gap at the page cap', async () => {
    const { first, next, stored } = await overlapping();
    first.publish(...each(9, (index) => startOfDay + index));
    const report = await next();
    expect(report).toMatchObject({ outcome: 'ok', gaps: [], requests: maxPages });
    expect(report.collections.map(({ outcome }) => outcome)).toEqual(['ok']);
    expect(stored.gaps).toEqual([]);
  });
});

describe('a reading that was cut short', () => {
  it('leaves a gap from the old watermark on, not from the start of its window', async () => {
    const { report, stored } = await cutShort();
    expect(report).toMatchObject({ outcome: 'partial', requests: maxPages, unanswered: [] });
    expect(report.gaps).toEqual([
      expect.objectContaining({
        from: '2026-06-04T13:30:00.000Z',
        to: '2026-06-04T13:51:00.000Z',
        cursor: JSON.stringify('wire7'),
        tickers: ['AAPL', 'MSFT'],
        openedAt: '2026-06-04T15:00:00.000Z',
        backfill: null,
      }),
    ]);
    expect(stored.gaps).toEqual(report.gaps);
  });

  it('moves the watermarks all the same: the gap keeps what is missing', async () => {
    const { stored } = await cutShort();
    expect(stored.watermarks.map(({ readUpTo }) => readUpTo)).toEqual(each(2, () => '2026-06-04T14:50:00.000Z'));
  });

  it('is made up for by the next run, from the cursor of the gap', async () => {
    const { first, next, stored, report: before } = await cutShort();
    const asked = first.requests.length;
    const report = await next();
    expect(report).toMatchObject({ outcome: 'ok', gaps: [], items: { new: 6 } });
    expect(stored.gaps).toEqual([]);
    expect(stored.stories.size).toBe(67);
    const [gap] = before.gaps;
    const filling = first.requests.slice(asked).find(({ cursor }) => JSON.stringify(cursor) === gap?.cursor);
    expect(filling?.window).toEqual({ from: startOfDay - 30 * minute, to: startOfDay - 9 * minute });
    expect(report.collections).toHaveLength(2);
  });

  it('reads what is new before it fills a gap', async () => {
    const { first, clock, next } = await cutShort();
    first.publish(clock.now());
    const asked = first.requests.length;
    await next();
    expect(first.requests[asked]).toMatchObject({ cursor: null });
  });

  it('stays a gap in a replay of a run that did not come to it', async () => {
    const { next, stored, report: before } = await cutShort();
    const report = await next({ batching: { ...liveBatching, hasAnswers: () => false } });
    expect([report.outcome, report.gaps, stored.gaps]).toEqual(['partial', before.gaps, before.gaps]);
    expect(report.collections).toHaveLength(1);
  });

  it('does not move a watermark back by filling a gap', async () => {
    const { next, stored } = await cutShort();
    const before = stored.watermarks;
    await next();
    expect(stored.watermarks).toEqual(before);
  });

  it('is the affair of the next run, though there be time left', async () => {
    const { report, stored } = await cutShort();
    expect(report).toMatchObject({ outcome: 'partial', requests: maxPages });
    expect([report.collections.length, stored.gaps.length]).toEqual([1, 1]);
  });

  it('is the affair of the next run also where its source failed: it is not asked for the same page at once', async () => {
    const { first, next, stored } = reading();
    first.publish(...each(9, (index) => startOfDay - (index + 1) * minute));
    first.troubleFrom(1, 'BAD_REQUEST');
    expect((await next()).collections).toHaveLength(1);
    expect(first.requests).toHaveLength(2);
    first.trouble = null;
    expect(await next()).toMatchObject({ outcome: 'ok', items: { new: 6 } });
    expect(stored.gaps).toEqual([]);
  });

  it('is no silence that should not be when its rest turns out to be empty', async () => {
    const { first, next, stored } = reading();
    first.publish(...each(60, (index) => startOfDay - (index + 1) * minute));
    await next();
    expect(stored.gaps).toHaveLength(1);
    const report = await next();
    expect([report.outcome, report.items.new, stored.gaps]).toEqual(['ok', 0, []]);
    expect(report.warnings).toEqual([]);
  });

  it('is made up for in several runs when it is long, under one id', async () => {
    const { first, clock, next, stored } = reading();
    first.publish(...minutesAgo(120));
    await next();
    first.publish(...each(200, (index) => startOfDay - 100 * minute + index * 30_000));
    await clock.advance(startOfDay + minute - clock.now());
    first.delayMs = 450;
    const ids = new Set<string>();
    const sizes: number[] = [];
    for (let run = 0; run < 30 && (run === 0 || stored.gaps.length > 0); run += 1) {
      const report = await next();
      for (const { gapId } of stored.gaps) ids.add(gapId);
      sizes.push(report.items.new);
    }
    expect([stored.gaps, stored.stories.size, ids.size]).toEqual([[], 201, 1]);
    expect(sizes[0]).toBe(60);
  });

  it('goes on in the same gap where its filling was cut short itself', async () => {
    const { first, next, stored, report } = await cutShort({}, { size: 1 });
    const [gap] = report.gaps;
    first.delayMs = 2400;
    const partial = await next();
    expect(partial).toMatchObject({ outcome: 'partial', durationMs: 10_000 });
    expect(stored.gaps).toEqual([{ ...gap, to: expect.any(String), cursor: expect.any(String) }]);
    expect(stored.gaps[0]?.to).not.toBe(gap?.to);
    expect(partial.gaps).toEqual(stored.gaps);
  });
});

describe('a gap', () => {
  it('waits for a run with time left: it would only be cut off', async () => {
    const { first, next, stored, report: before } = await cutShort();
    first.delayMs = 8500;
    const asked = first.requests.length;
    const report = await next();
    expect(first.requests.length - asked).toBe(1);
    expect(report).toMatchObject({ outcome: 'partial', gaps: before.gaps });
    expect(stored.gaps).toEqual(before.gaps);
  });

  it('is read in what is left of the time of its source, and no longer', async () => {
    const { first, next, clock } = await cutShort();
    first.troubleFrom(1, 'hang');
    expect((await next()).durationMs).toBe(10_000);
    expect(clock.pending).toBe(0);
  });

  it('waits while its source does not answer', async () => {
    const { first, next, stored, report: before } = await cutShort();
    for (const trouble of ['NETWORK', 'silence'] as const) {
      first.trouble = trouble;
      const asked = first.requests.length;
      await next();
      expect(first.requests.slice(asked).every(({ cursor }) => cursor === null)).toBe(true);
      expect(stored.gaps).toEqual(before.gaps);
    }
  });

  it('is not asked of the source that stood in', async () => {
    const { first, clock, next, stored } = await cutShort();
    const second = wire({ clock, name: 'second' });
    second.publish(clock.now());
    first.trouble = 'NETWORK';
    expect((await next({ sources: [first, second] })).failovers).toHaveLength(1);
    expect(stored.gaps).toHaveLength(1);
    expect(second.requests.every(({ cursor }) => cursor === null || `${cursor}`.startsWith('second'))).toBe(true);
  });

  it('is read for the tickers that are still asked for', async () => {
    const { first, next } = await cutShort();
    const asked = first.requests.length;
    await next({ tickers: ['MSFT'] });
    const filling = first.requests.slice(asked).filter(({ cursor }) => `${cursor}` === 'wire7');
    expect(filling.map(({ tickers }) => tickers)).toEqual([['MSFT']]);
  });

  it('stays for the tickers that were not asked for', async () => {
    const { next, stored } = await cutShort();
    await next({ tickers: ['MSFT'] });
    expect(stored.gaps).toMatchObject([{ tickers: ['AAPL'] }]);
    await next();
    expect([stored.gaps, stored.stories.size]).toEqual([[], 67]);
  });

  it('stays one gap when it could not be read for some of its tickers', async () => {
    const { first, next, stored, report: before } = await cutShort();
    first.troubleFrom(4, 'BAD_REQUEST');
    await next({ tickers: ['MSFT'] });
    expect(first.requests.at(-1)).toMatchObject({ cursor: 'wire7', tickers: ['MSFT'] });
    expect(stored.gaps).toEqual(before.gaps);
  });

  it('stays, and is reported, when it cannot be read', async () => {
    const { first, next, stored, report: before } = await cutShort();
    const asking = first.requests.length;
    first.troubleFrom(4, 'BAD_REQUEST');
    const report = await next();
    expect(first.requests.length).toBeGreaterThan(asking + 4);
    expect(report).toMatchObject({ outcome: 'partial', gaps: before.gaps });
    expect(stored.gaps).toEqual(before.gaps);
  });

  it('is not looked for by a run that only asks', async () => {
    const { first, next, stored, report: before } = await cutShort();
    const asked = first.requests.length;
    await next({ writes: 'nothing' });
    expect(first.requests.slice(asked).some(({ cursor }) => `${cursor}` === 'wire7')).toBe(false);
    expect(stored.gaps).toEqual(before.gaps);
  });
});

describe('a run that is told how far back to read', () => {
  it('reads what no run before has read, or says that it is missing', async () => {
    const { first, next } = reading();
    first.publish(...minutesAgo(30));
    await next();
    first.publish(...each(40, (index) => startOfDay - 25 * hour - index * minute));
    first.delayMs = 1000;
    const report = await next({ reading: { kind: 'fresh', sinceMs: 48 * hour } });
    expect(report).toMatchObject({ outcome: 'partial', gaps: [{ from: '2026-06-02T14:00:00.100Z' }] });
  });

  it('asks for a range within the range, whatever was read before, also when it only asks', async () => {
    const { first, next } = reading();
    first.publish(...minutesAgo(30), ...each(40, (index) => startOfDay - 25 * hour - index * minute));
    await next();
    first.delayMs = 1000;
    const range = { kind: 'range', from: startOfDay - 48 * hour, to: startOfDay - 24 * hour } as const;
    const report = await next({ reading: range, writes: 'nothing' });
    expect(report.collections[0]).toMatchObject({ outcome: 'partial', errorCode: 'TIMEOUT' });
    expect(report.gaps).toMatchObject([{ from: toIso(range.from) }]);
  });

  it('takes what a recording says, and moves the watermarks by it', async () => {
    const { first, next, stored } = reading();
    first.publish(...minutesAgo(30));
    const window = { from: startOfDay - hour, to: startOfDay };
    await next({ reading: { kind: 'given', windowOf: () => window } });
    expect(windowOf(first, -1)).toEqual(window);
    expect(stored.watermarks).toHaveLength(2);
  });
});

describe('a source that was not asked', () => {
  it('leaves an event that says why, without a request', async () => {
    const keyless = scriptedSource({ name: 'keyless', keyId: null, answer: () => ({ hang: true }) });
    const { first, stored, events, run } = reading();
    first.publish(...minutesAgo(30));
    const test = setup({ sources: [keyless, first], store: stored.store }, manualClock(startOfDay));
    await test.run();
    await run();
    expect(events.filter(({ type }) => type === 'source:failed')).toEqual([]);
    expect(keyless.requests).toEqual([]);
    expect(stored.events[0]).toMatchObject({
      source: 'keyless',
      outcome: 'not-configured',
      success: false,
      requests: 0,
      attempts: 0,
      errorCode: 'NOT_CONFIGURED',
    });
    expect(stored.states.find(({ source }) => source === 'keyless')).toMatchObject({
      lastOutcome: 'not-configured',
      lastFailureAt: null,
      lastErrorCode: null,
      consecutiveFailures: 0,
    });
  });
});
