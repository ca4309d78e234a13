import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hang, held } from './support/answers.js';
import { expectStoreError } from './support/expectations.js';
import { faultWorld } from './support/fault-world.js';
import { tiingoList } from './support/lists.js';
import { tiingoItems } from './support/news.js';
import { safety } from './support/safety.js';
import { answer, forever } from './support/script.js';
import { holdersIn, holdFromElsewhere, lock, makeOlderStore, withDatabase } from './support/store-file.js';

const world = faultWorld();

/** What the primary knows in all of these tests. */
const news = tiingoItems(250);
const store = () => world.path('news.db');
const { expectSafe } = safety(world, news);

describe('a signal', () => {
  it.each([
    [66, 'SIGTERM', 143],
    [67, 'SIGINT', 130],
  ] as const)('row %d: %s in a request that hangs ends the run in good order', async (_, signal, exitCode) => {
    world.tiingo.plays(hang);
    const { child, ended } = world.startRun();
    await world.seen(1);
    const sentAt = performance.now();
    child.kill(signal);
    const stopped = await ended;
    expect(performance.now() - sentAt).toBeLessThan(10_000);
    expect(stopped.exitCode).toBe(exitCode);
    expect(stopped.report).toMatchObject({ outcome: 'failed', error: { code: 'ABORTED' } });
    expect(holdersIn(store())).toEqual([]);
    await expectSafe();
  });

  it('row 66: between two pages keeps the first of them', async () => {
    const gate = held(tiingoList(news));
    world.tiingo.plays(tiingoList(news), gate.answer);
    const { child, ended } = world.startRun();
    await world.seen(2);
    child.kill('SIGTERM');
    expect((await ended).exitCode).toBe(143);
    expect(await world.items()).toHaveLength(100);
    expect(holdersIn(store())).toEqual([]);
    gate.letGo();
    await expectSafe();
  });

  it.each([60, 150, 400])(
    'row 66: in the middle of what is written (statement %d) ends the run in good order',
    async (number) => {
      world.tiingo.plays(forever(tiingoList(news)));
      world.preload('interrupt.mjs');
      const stopped = await world.runWith({ INGEST_TEST_INTERRUPT: `SIGTERM before statement ${number}` });
      expect(stopped.exitCode).toBe(143);
      expect(stopped.report.error?.code).toBe('ABORTED');
      expect((await world.items()).length % 50).toBe(0);
      expect(holdersIn(store())).toEqual([]);
      await expectSafe();
    },
  );

  it('row 67: the second ends at once what waits for something else', async () => {
    await world.ingest('db', 'migrate', '--store', 'news.db');
    world.tiingo.plays(hang);
    const { child, ended } = world.startRun();
    await world.seen(1);
    const database = lock(store());
    child.kill('SIGINT');
    // It now waits for the lock, to write down how it ended.
    const isOver = await Promise.race([ended.then(() => true), pause(700).then(() => false)]);
    expect(isOver).toBe(false);
    const sentAt = performance.now();
    child.kill('SIGINT');
    expect((await ended).exitCode).toBe(130);
    expect(performance.now() - sentAt).toBeLessThan(500);
    database.letGo();
    await expectSafe();
  });
});

describe('runs at once', () => {
  it.each([2, 8])('row 69: of %d one collects, the others name it and end well', async (count) => {
    await world.ingest('db', 'migrate', '--store', 'news.db');
    const gate = held(tiingoList(news));
    world.tiingo.plays(forever(gate.answer));
    const runs = Array.from({ length: count }, () => world.startRun());
    const others: number[] = [];
    const counted = runs.map(({ ended }) =>
      ended.then((ran) => {
        others.push(ran.report.durationMs);
        if (others.length === count - 1) gate.letGo();
        return ran;
      }),
    );
    const ended = await Promise.all(counted);
    expect(ended.map(({ exitCode }) => exitCode)).toEqual(Array(count).fill(0));
    const collected = ended.filter(({ report }) => report.outcome === 'ok');
    expect(collected).toHaveLength(1);
    const [{ pid } = { pid: 0 }] = runs.filter((_, index) => ended[index] === collected[0]).map(({ child }) => child);
    for (const { report } of ended.filter(({ report: { outcome } }) => outcome !== 'ok')) {
      expect(report).toMatchObject({ outcome: 'skipped', requests: 0 });
      expect(report.heldBy?.holder).toContain(`pid ${pid}`);
      expect(report.durationMs).toBeLessThan(3000);
    }
    expect(world.asked).toHaveLength(4);
    expect(await world.items()).toHaveLength(250);
  });

  it('row 70: a run that was killed is succeeded at once on its own machine', async () => {
    await leaveLease();
    world.tiingo.plays(forever(tiingoList(news)));
    const next = await world.run();
    expect(next.exitCode).toBe(0);
    expect(next.report).toMatchObject({ outcome: 'ok', items: { new: 250 } });
  });

  it('row 70: a run that was killed on another machine is succeeded when its minute is over', async () => {
    await leaveLease();
    holdFromElsewhere(store());
    const early = await world.run();
    expect(early.exitCode).toBe(0);
    expect(early.report.outcome).toBe('skipped');
    world.clock.aheadMs = 61_000;
    world.tiingo.plays(forever(tiingoList(news)));
    expect((await world.run()).report).toMatchObject({ outcome: 'ok', items: { new: 250 } });
  });
});

describe('a store', () => {
  it('row 71: on a full disk ends the run with 5, and when there is room nothing is missing', async () => {
    world.tiingo.plays(forever(tiingoList(news.slice(-5))));
    await world.run();
    const pages = withDatabase(store(), (database) => database.pragma('page_count', { simple: true })) as number;
    world.tiingo.plays(forever(tiingoList(news)));
    world.preload('small-disk.mjs');
    const full = await world.runWith({ INGEST_TEST_MAX_PAGES: String(pages + 12) });
    expectStoreError(full, 'STORE_FULL');
    expect(full.report.items.new).toBe((await world.items()).length - 5);
    world.env.INGEST_TEST_MAX_PAGES = '1000000';
    await expectSafe();
  });

  it.each([
    ['file', 0o444, 0o777],
    ['directory', 0o666, 0o555],
  ])('row 72: in a %s that may not be written ends the run before anything is asked', async (_, file, directory) => {
    await world.ingest('db', 'migrate', '--store', 'news.db');
    chmodSync(store(), file);
    chmodSync(world.directory, directory);
    world.preload('as-nobody.mjs');
    try {
      const refused = await world.run();
      expectStoreError(refused, 'STORE_READ_ONLY');
      expect(refused.durationMs).toBeLessThan(2000);
    } finally {
      chmodSync(world.directory, 0o777);
      chmodSync(store(), 0o666);
    }
  });

  it('row 72: cannot be made in a directory that may not be written', async () => {
    chmodSync(world.directory, 0o555);
    world.preload('as-nobody.mjs');
    try {
      expectStoreError(await world.run(), 'STORE_READ_ONLY');
      expect(existsSync(store())).toBe(false);
    } finally {
      chmodSync(world.directory, 0o777);
    }
  });

  it('row 73: that another program locks for three seconds is waited for', async () => {
    await world.ingest('db', 'migrate', '--store', 'news.db');
    const database = lock(store());
    world.tiingo.plays(forever(tiingoList(news)));
    const { ended } = world.startRun();
    await pause(3000);
    database.letGo();
    const ran = await ended;
    expect(ran.exitCode).toBe(0);
    expect(ran.report.items.new).toBe(250);
  });

  it('row 73: that stays locked ends the run, before anything is asked', async () => {
    await world.ingest('db', 'migrate', '--store', 'news.db');
    const database = lock(store());
    const ran = await world.run();
    database.letGo();
    expectStoreError(ran, 'STORE_BUSY');
    expect(ran.durationMs).toBeLessThan(15_000);
  });

  it('row 73: that becomes locked while the run reads loses nothing', async () => {
    await world.ingest('db', 'migrate', '--store', 'news.db');
    const database: { letGo?: () => void } = {};
    world.tiingo.plays(
      answer('locks the store, and answers', (exchange) => {
        Object.assign(database, lock(store()));
        tiingoList(news).play(exchange);
      }),
      forever(tiingoList(news)),
    );
    const { ended } = world.startRun();
    await world.seen(1);
    await pause(1500);
    database.letGo?.();
    expect((await ended).report).toMatchObject({ outcome: 'ok', items: { new: 250 } });
  });

  it.each([
    ['is no database', () => Buffer.from('this is not a database, '.repeat(500))],
    [
      'is damaged',
      (sound: Buffer) => Buffer.concat([sound.subarray(0, 8192), Buffer.alloc(8192, 0xa5), sound.subarray(16_384)]),
    ],
    ['is cut off', (sound: Buffer) => sound.subarray(0, Math.floor(sound.length / 2))],
  ])('row 74: that %s stays byte for byte as it is', async (_, spoil) => {
    world.tiingo.plays(forever(tiingoList(news)));
    await world.run();
    withDatabase(store(), (database) => database.pragma('wal_checkpoint(TRUNCATE)'));
    const spoilt = spoil(readFileSync(store()));
    writeFileSync(store(), spoilt);
    world.leavesStoreBroken();
    const asked = world.asked.length;
    const ran = await world.run();
    expectStoreError(ran, 'STORE_CORRUPT');
    expect(ran.stderr).toMatch(/backup/);
    expect(readFileSync(store()).equals(spoilt)).toBe(true);
    expect(world.asked.length).toBe(asked);
  });

  it('row 75: of a newer version stays as it is, and both versions are named', async () => {
    await world.ingest('db', 'migrate', '--store', 'news.db');
    const known = withDatabase(store(), (database) => {
      const version = database.pragma('user_version', { simple: true }) as number;
      database.pragma(`user_version = ${version + 97}`);
      return version;
    });
    const before = readFileSync(store());
    world.leavesStoreBroken();
    const ran = await world.run();
    expectStoreError(ran, 'STORE_SCHEMA');
    expect(ran.stderr).toMatch(new RegExp(`\\b${known + 97}\\b.*\\b${known}\\b`));
    expect(readFileSync(store()).equals(before)).toBe(true);
  });

  it('row 76: of an older version is brought up to date by the run that finds it', async () => {
    makeOlderStore(store());
    await expectSafe();
  });

  it('row 76: that two bring up to date at once is so afterwards', async () => {
    makeOlderStore(store());
    const both = await Promise.all([1, 2].map(() => world.ingest('db', 'migrate', '--store', 'news.db', '--json')));
    expect(both.map(({ exitCode }) => exitCode)).toEqual([0, 0]);
    await expectSafe();
  });

  it.each([1, 2, 3, 5])(
    'row 76: whose update was killed (statement %d) is brought up to date next time',
    async (number) => {
      makeOlderStore(store());
      world.preload('interrupt.mjs');
      const killed = await world.runWith({ INGEST_TEST_INTERRUPT: `SIGKILL after statement ${number}` });
      expect(killed.signal).toBe('SIGKILL');
      await expectSafe();
    },
  );
});

/** A run that was killed in a request. */
async function leaveLease(): Promise<void> {
  world.tiingo.plays(hang);
  const { child, ended } = world.startRun();
  await world.seen(1);
  child.kill('SIGKILL');
  await ended;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
