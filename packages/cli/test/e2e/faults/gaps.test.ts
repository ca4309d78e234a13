import { describe, expect, it } from 'vitest';
import { delayed, html } from './support/answers.js';
import { faultWorld, type Ran } from './support/fault-world.js';
import { tiingoList, tiingoListOf } from './support/lists.js';
import { finnhubStory, tiingoItem, tiingoItems } from './support/news.js';
import { type Answer, answer, forever, times } from './support/script.js';

const world = faultWorld();
const minute = 60_000;
const hour = 60 * minute;

/** Runs until one is whole; answers with all of them. */
async function runUntilWhole(most: number, beforeEach: () => void = () => undefined): Promise<readonly Ran[]> {
  const runs: Ran[] = [];
  do {
    expect(runs.length, 'runs that it takes').toBeLessThan(most);
    beforeEach();
    runs.push(await world.run('--tickers', 'AAPL'));
    world.clock.aheadMs += 5 * minute;
  } while (runs.at(-1)?.report.outcome === 'partial');
  for (const { exitCode } of runs.slice(0, -1)) expect(exitCode).toBe(3);
  expect(runs.at(-1)?.exitCode).toBe(0);
  expect(runs.at(-1)?.report.gaps).toEqual([]);
  return runs;
}

/** So many items, one every `stepMs`, the newest at `newest`. */
function burst(count: number, newest: number, stepMs: number, firstId = 1_000_000) {
  return Array.from({ length: count }, (_, index) =>
    tiingoItem({ id: firstId + count - index, at: newest - index * stepMs }),
  );
}

async function storedIds(): Promise<readonly string[]> {
  return (await world.items()).flatMap(({ attributions }) => attributions.map(({ sourceId }) => sourceId ?? '')).sort();
}

const idsOf = (items: readonly { readonly id: number }[]) => items.map(({ id }) => String(id)).sort();

describe('what a run left unread', () => {
  it('row 8: for want of time is read by the next ones, however slow the pages stay', async () => {
    world.configure({ tiingo: { timeoutMs: 2500 } });
    const items = tiingoItems(450);
    world.tiingo.plays(forever(delayed(1000, tiingoList(items))));
    const runs = await runUntilWhole(8);
    expect(runs.length).toBeGreaterThan(1);
    for (const { report } of runs) expect(report).toMatchObject({ failovers: [], unanswered: [] });
    expect(await storedIds()).toEqual(idsOf(items));
  });

  it('row 55: of a burst over hours is read by the next ones, while news goes on', async () => {
    const items = tiingoItems(5);
    world.tiingo.plays(forever(tiingoListOf(() => items)));
    expect((await world.run('--tickers', 'AAPL')).report.items.new).toBe(5);

    world.clock.aheadMs = 5 * hour;
    items.push(...burst(5000, world.now() - minute, (4.8 * hour) / 5000));
    let freshId = 2_000_000;
    const runs = await runUntilWhole(8, () => {
      items.push(...burst(7, world.now() - 1000, 100, freshId));
      freshId += 100;
    });
    expect(runs[0]?.report).toMatchObject({ outcome: 'partial', gaps: [{ source: 'tiingo' }] });
    expect(await storedIds()).toEqual(idsOf(items));
  });

  it('row 55: of a burst within minutes is read by the next ones', async () => {
    const items = tiingoItems(5);
    world.tiingo.plays(forever(tiingoListOf(() => items)));
    await world.run('--tickers', 'AAPL');

    world.clock.aheadMs = 20 * minute;
    items.push(...burst(5000, world.now() - 1000, (10 * minute) / 5000));
    for (let runs = 0; runs < 6; runs += 1) {
      expect([0, 3]).toContain((await world.run('--tickers', 'AAPL')).exitCode);
      world.clock.aheadMs += 5 * minute;
    }
    expect(await storedIds()).toEqual(idsOf(items));
  });

  it('row 57: behind the page cap is read by the next one', async () => {
    const items = burst(2500, Date.now() - minute, 5000);
    world.tiingo.plays(forever(tiingoList(items)));
    const runs = await runUntilWhole(4);
    expect(runs[0]?.report).toMatchObject({ outcome: 'partial', items: { new: 2000 } });
    expect(await storedIds()).toEqual(idsOf(items));
  });

  it('row 57: behind a page that failed is read when the source is well again', async () => {
    const items = tiingoItems(250);
    world.tiingo.plays(tiingoList(items), forever(html('<h1>broken</h1>', { status: 500 })));
    world.finnhub.plays(times(1, finnhubStory));
    const first = await world.run('--tickers', 'AAPL');
    expect(first.exitCode).toBe(3);
    expect(first.report).toMatchObject({
      outcome: 'partial',
      unanswered: [],
      failovers: [{ from: 'tiingo', to: 'finnhub', code: 'SERVER_ERROR' }],
      gaps: [{ source: 'tiingo', tickers: ['AAPL'] }],
      items: { new: 101 },
    });
    world.tiingo.plays(forever(tiingoList(items)));
    await runUntilWhole(3);
    const ofPrimary = (await world.items()).filter(({ source }) => source === 'tiingo');
    expect(ofPrimary).toHaveLength(250);
  });

  it('row 58: is found again although news has moved it down the list', async () => {
    world.configure({ tiingo: { timeoutMs: 2500 } });
    // Further back than a run reads: such a list does not end, a reading of it does.
    const items = burst(350, Date.now() - minute, 5 * minute);
    const slow = (list: Answer) => delayed(1000, list);
    world.tiingo.plays(
      forever(
        slow(
          answer('a list that grows at each request', (exchange) => {
            items.push(...burst(3, world.now() - 500, 10, 3_000_000 + exchange.nth * 10));
            tiingoList(items).play(exchange);
          }),
        ),
      ),
    );
    const before = idsOf(items.slice(0, 280));
    await runUntilWhole(10);
    expect(await storedIds()).toEqual(expect.arrayContaining(before));
  });
});

describe('a reading', () => {
  it('row 54: goes back an hour behind the one before, and no further', async () => {
    world.tiingo.plays(forever(tiingoList(tiingoItems(600))));
    expect((await world.run()).report).toMatchObject({ outcome: 'ok', items: { new: 600 } });
    const before = world.asked.length;
    world.clock.aheadMs = 5 * minute;
    const next = await world.run();
    expect(next.report.items.new).toBe(0);
    expect(next.report.items.duplicate).toBeGreaterThanOrEqual(50);
    expect(world.asked.length - before).toBeLessThanOrEqual(2);
  });

  it('row 55: after days in which nothing ran goes back to where the last one ended', async () => {
    const items = tiingoItems(5);
    world.tiingo.plays(forever(tiingoListOf(() => items)));
    await world.run();
    world.clock.aheadMs = 72 * hour;
    items.push(...burst(140, world.now() - minute, 30 * minute));
    const ran = await world.run();
    expect(ran.exitCode).toBe(0);
    expect(ran.report.items.new).toBe(140);
    expect(await storedIds()).toEqual(idsOf(items));
  });
});
