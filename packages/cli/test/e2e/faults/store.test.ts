import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { expectStoreError } from './support/expectations.js';
import { faultWorld } from './support/fault-world.js';
import { tiingoList } from './support/lists.js';
import { tiingoItems } from './support/news.js';
import { safety } from './support/safety.js';
import { answer, forever, whenever } from './support/script.js';
import { lock, spoilPages } from './support/store-file.js';

const world = faultWorld();

/** What the primary knows in all of these tests: three pages, the last of which is known to the store. */
const news = tiingoItems(250);
const store = () => world.path('news.db');
const { expectSafe } = safety(world, news);

beforeEach(async () => {
  world.tiingo.plays(forever(tiingoList(news.slice(-50))));
  await world.run();
});

/** Does something to the store before the second page is answered. */
function beforeSecondPage(happens: () => void): void {
  const trouble = answer('lets something happen, and answers', (exchange) => {
    happens();
    tiingoList(news).play(exchange);
  });
  world.tiingo.plays(tiingoList(news), trouble, whenever(tiingoList(news)));
}

describe('in the middle of a run, a store', () => {
  it('row 71: whose files may not grow any more ends the run with 5, and later nothing is missing', async () => {
    world.tiingo.plays(forever(tiingoList(news)));
    world.preload('small-files.mjs');
    const full = await world.runWith({ INGEST_TEST_MOST_BYTES: '250000' });
    expectStoreError(full, 'STORE_UNAVAILABLE');
    expect(full.report).toMatchObject({ outcome: 'failed', items: { new: 100 } });
    world.env.INGEST_TEST_MOST_BYTES = 'unlimited';
    expect(await world.items()).toHaveLength(150);
    await expectSafe();
  });

  it('row 73: that becomes locked for longer than is waited ends the run with 5', async () => {
    const database: { letGo?: () => void } = {};
    beforeSecondPage(() => Object.assign(database, lock(store())));
    const ran = await world.run();
    database.letGo?.();
    expectStoreError(ran, 'STORE_BUSY');
    expect(ran.report).toMatchObject({ outcome: 'failed', items: { new: 100 } });
    expect(ran.durationMs).toBeLessThan(15_000);
    expect(await world.items()).toHaveLength(150);
    await expectSafe();
  });

  it('row 74: that is damaged ends the run with 5, and is then left as it is', async () => {
    beforeSecondPage(() => spoilPages(store()));
    world.leavesStoreBroken();
    const ran = await world.run();
    expectStoreError(ran, 'STORE_CORRUPT');
    expect(ran.stderr).toMatch(/backup/);
    expect(ran.report).toMatchObject({ outcome: 'failed', items: { new: 100 } });
    const left = readFileSync(store());
    expectStoreError(await world.run(), 'STORE_CORRUPT');
    expect(readFileSync(store()).equals(left)).toBe(true);
  });
});
