import { describe, expect, it } from 'vitest';
import { hang } from './support/answers.js';
import { faultWorld } from './support/fault-world.js';
import { tiingoListOf } from './support/lists.js';
import { tiingoItem } from './support/news.js';
import { forever } from './support/script.js';
import { holdFromElsewhere } from './support/store-file.js';

const world = faultWorld();
const minute = 60_000;
const hour = 60 * minute;

describe('a clock that was wrong', () => {
  it('row 61: two hours behind for a while keeps nothing back once it is right', async () => {
    const items = listOfPrimary();
    items.push(story(1, -3 * hour), story(2, -10 * minute));
    expect((await world.run()).report.items.new).toBe(2);
    await leaveLeaseOfAnotherMachine();

    world.clock.aheadMs = -2 * hour;
    items.push(story(3, -5 * minute), story(4, -150 * minute));
    const behind = await world.run();
    expect(behind.exitCode).toBe(0);
    expect(behind.report.outcome).toBe('ok');
    expect(behind.report.durationMs).toBeGreaterThanOrEqual(0);

    world.clock.aheadMs = 0;
    items.push(story(5, -minute));
    const right = await world.run();
    expect(right.exitCode).toBe(0);
    expect(await idsIn()).toEqual(['1', '2', '3', '4', '5']);
    expect((await world.run()).report.items.new).toBe(0);
  });

  it('row 62: three days ahead for one run locks nobody out and loses nothing', async () => {
    const items = listOfPrimary();
    items.push(story(1, -hour));
    await world.run();

    world.clock.aheadMs = 72 * hour;
    items.push(story(2, -10 * minute));
    const ahead = await world.run();
    expect(ahead.exitCode).toBe(0);
    await leaveLeaseOfAnotherMachine();

    world.clock.aheadMs = 0;
    items.push(story(3, -5 * minute));
    const right = await world.run();
    expect(right.exitCode).toBe(0);
    expect(right.report.outcome).toBe('ok');
    items.push(story(4, -minute));
    await world.run();
    expect(await idsIn()).toEqual(['1', '2', '3', '4']);
    expect((await world.run()).report.items.new).toBe(0);
  });
});

/** The primary's news; what is added to the list is there for the next request. */
function listOfPrimary() {
  const items: ReturnType<typeof tiingoItem>[] = [];
  world.tiingo.plays(forever(tiingoListOf(() => items)));
  return items;
}

function story(id: number, agoMs: number) {
  return tiingoItem({ id, at: Date.now() + agoMs });
}

async function idsIn() {
  const ids = (await world.items()).flatMap(({ attributions }) => attributions.map(({ sourceId }) => sourceId));
  return ids.sort();
}

/** A run that died on another machine: whether it is over is told by the clock alone. */
async function leaveLeaseOfAnotherMachine(): Promise<void> {
  world.finnhub.plays(hang);
  const { child, ended } = world.startRun('--tickers', 'AAPL', '--source', 'finnhub');
  await world.seen(world.asked.length + 1);
  child.kill('SIGKILL');
  await ended;
  holdFromElsewhere(world.path('news.db'));
}
