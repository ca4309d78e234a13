import { describe, expect, it } from 'vitest';
import { hasPostgres } from '../../support/postgres.js';
import { body } from './support/answers.js';
import { faultWorld } from './support/fault-world.js';
import { finnhubList } from './support/lists.js';
import { finnhubItem } from './support/news.js';
import { forever } from './support/script.js';
import { type Lease, type ServerStore, serverStore } from './support/server-store.js';

const world = faultWorld();
const anHourAgo = Date.now() - 60 * 60_000;

describe.skipIf(!(await hasPostgres()))('a Postgres store', () => {
  it('row 78: that takes 500 ms for every statement is slow, and nobody else gets the lease meanwhile', async () => {
    const tickers = ['AAPL', 'MSFT', 'NVDA', 'TSLA', 'META'];
    const flags = ['--tickers', tickers.join(',')];
    const stories = tickers.map((ticker, index) => finnhubItem({ id: 700 + index, at: anHourAgo, tickers: [ticker] }));
    // One collection each, by the source that answers for one ticker at a time.
    world.tiingo.plays(forever(body('', { status: 404 })));
    world.finnhub.plays(forever(finnhubList(stories)));
    const store = await serverStore(world);
    store.proxy.delay(500);
    const { ended } = world.startRun(...flags);
    const renewed = await leaseOnce(store, ({ takenAt, until }) => until > takenAt + 60_000);
    expect(renewed).toMatchObject({ number: 1, isHeld: true });
    const other = await world.run(...flags, '--store', store.directUrl);
    expect({ exitCode: other.exitCode, ...other.report }).toMatchObject({
      exitCode: 0,
      outcome: 'skipped',
      requests: 0,
    });
    const slow = await ended;
    expect({ exitCode: slow.exitCode, stderr: slow.stderr }).toMatchObject({ exitCode: 0 });
    expect(slow.report).toMatchObject({ outcome: 'ok', items: { new: tickers.length } });
    expect(slow.report.incidents).toContainEqual(expect.objectContaining({ kind: 'SLOW_COLLECTION', state: 'firing' }));
    expect(slow.durationMs).toBeLessThan(120_000);
    expect(await store.lease()).toMatchObject({ number: 1, isHeld: false });
    store.proxy.delay(0);
    await world.run(...flags, '--store', 'as-slow.db');
    expect(await world.digest()).toBe(await world.digest('as-slow.db'));
  }, 180_000);
});

/** The lease as soon as it is so. */
async function leaseOnce(store: ServerStore, isSo: (lease: Lease) => boolean): Promise<Lease> {
  for (;;) {
    const lease = await store.lease();
    if (lease !== null && isSo(lease)) return lease;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
