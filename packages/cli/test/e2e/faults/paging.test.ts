import { describe, expect, it } from 'vitest';
import { delayed } from './support/answers.js';
import { faultWorld } from './support/fault-world.js';
import { endlessList, firstPageOnly, tiingoListOf } from './support/lists.js';
import { tiingoItem, tiingoItems } from './support/news.js';
import { forever } from './support/script.js';

const world = faultWorld();
const minute = 60_000;

describe('a list', () => {
  it.each([100, 30])('row 56: that ignores the offset is left after its first page of %d comes again', async (size) => {
    world.tiingo.plays(forever(firstPageOnly(tiingoItems(size))));
    const ran = await world.run();
    expect(ran.exitCode).toBe(0);
    expect(ran.report).toMatchObject({ outcome: 'ok', gaps: [], items: { new: size } });
    expect(world.asked.length).toBeLessThanOrEqual(3);
    expect(await world.items()).toHaveLength(size);
  });

  const endless = () => {
    const now = Date.now();
    return endlessList((index) => tiingoItem({ id: 90_000_000 - index, at: now - 2 * minute - index * 5000 }));
  };

  it('row 57: without end is read up to the page cap, and the rest is a gap', async () => {
    world.tiingo.plays(forever(endless()));
    const ran = await world.run('--tickers', 'AAPL');
    expect(ran.exitCode).toBe(3);
    expect(ran.report).toMatchObject({
      outcome: 'partial',
      unanswered: [],
      failovers: [],
      sources: [{ outcome: 'partial', requests: 20 }, { requests: 0 }],
      gaps: [{ source: 'tiingo', tickers: ['AAPL'], cursor: expect.any(String) }],
    });
    expect(await world.items()).toHaveLength(2000);
    expect(ran.report.durationMs).toBeLessThan(12_000);
  });

  it('row 57: without end is read up to the deadline, and the rest is a gap', async () => {
    world.configure({ tiingo: { timeoutMs: 1000 } });
    world.tiingo.plays(forever(delayed(150, endless())));
    const ran = await world.run('--tickers', 'AAPL');
    expect(ran.exitCode).toBe(3);
    expect(ran.report).toMatchObject({ outcome: 'partial', failovers: [], gaps: [{ source: 'tiingo' }] });
    expect(ran.report.durationMs).toBeLessThan(2000);
    const { length } = await world.items();
    expect(length).toBe(ran.report.items.new);
    expect(length).toBeGreaterThanOrEqual(200);
  });

  it('row 58: that grows while it is read loses nothing at the seams', async () => {
    const items = tiingoItems(250);
    world.tiingo.plays(
      forever(
        tiingoListOf(({ nth }) => {
          if (nth > 0) items.push(tiingoItem({ id: 95_000_000 + nth, at: Date.now() - 1000 }));
          return items;
        }),
      ),
    );
    const before = items.map(({ id }) => String(id));
    const first = await world.run();
    expect(first.exitCode).toBe(0);
    const idsIn = async () => (await world.items()).flatMap(({ attributions }) => attributions[0]?.sourceId);
    expect(await idsIn()).toEqual(expect.arrayContaining(before));
    const arrived = items.map(({ id }) => String(id));
    await world.run();
    expect(await idsIn()).toEqual(expect.arrayContaining(arrived));
  });
});
