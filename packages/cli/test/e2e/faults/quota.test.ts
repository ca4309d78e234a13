import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { RunReport } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import { json, plainText } from './support/answers.js';
import { expectConfigError } from './support/expectations.js';
import { faultWorld, type Ran } from './support/fault-world.js';
import { finnhubStory, noNews } from './support/news.js';
import { forever, type Steps, times, whenever } from './support/script.js';

const world = faultWorld();
const execute = promisify(execFile);
const leaseProcess = join(import.meta.dirname, '../../support/lease-process.mjs');
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** A run in which the primary does as told and the secondary stands in. */
async function run(...steps: Steps): Promise<Ran> {
  world.tiingo.plays(...steps);
  world.finnhub.plays(whenever(finnhubStory));
  return world.run('--tickers', 'AAPL');
}

/** A run that asks the primary for nothing, because its limit is reached; the secondary serves. */
async function expectBlocked(): Promise<void> {
  world.finnhub.plays(whenever(finnhubStory));
  const ran = await world.run('--tickers', 'AAPL');
  expect(ran.exitCode).toBe(0);
  expect(ran.report).toMatchObject({
    outcome: 'ok',
    failovers: [{ from: 'tiingo', to: 'finnhub', code: 'QUOTA_EXHAUSTED', tickers: ['AAPL'] }],
    sources: [
      { source: 'tiingo', outcome: 'quota-exhausted', requests: 0, breaker: 'closed', errorCode: 'QUOTA_EXHAUSTED' },
      { source: 'finnhub', outcome: 'ok' },
    ],
  });
  const events = (await world.events()).filter(
    ({ runId, source }) => runId === ran.report.runId && source === 'tiingo',
  );
  expect(events).toMatchObject([{ outcome: 'quota-exhausted', errorCode: 'QUOTA_EXHAUSTED', requests: 0 }]);
}

/** A run that asks the primary again. */
async function expectAskedAgain(): Promise<void> {
  const ran = await run(noNews);
  expect(ran.exitCode).toBe(0);
  expect(ran.report).toMatchObject({ failovers: [], sources: [{ requests: 1, breaker: 'closed' }, {}] });
}

/** The clock of the processes at so many milliseconds after the beginning of an hour. */
function startWithinHour(ms: number): void {
  const passed = Date.now() % hour;
  world.clock.aheadMs = ms - passed + (ms < passed ? hour : 0);
}

/** Requests that may be under way when a source ends: they are broken off. */
const atOnce = 8;

const limitReached = (headers: Record<string, string> = {}) => json({ detail: 'slow down' }, { status: 429, headers });

describe('a limit that the primary tells of', () => {
  it('row 19: in seconds is kept by every process, and it is asked again when they are over', async () => {
    const ran = await run(limitReached({ 'retry-after': '120' }));
    expect(ran.exitCode).toBe(0);
    expect(ran.report).toMatchObject({
      failovers: [{ code: 'RATE_LIMITED' }],
      sources: [{ outcome: 'rate-limited', requests: 1, breaker: 'closed' }, { outcome: 'ok' }],
    });
    expect(ran.report.durationMs).toBeLessThan(3 * second);
    await expectBlocked();
    world.clock.aheadMs += 110 * second;
    await expectBlocked();
    world.clock.aheadMs += 12 * second;
    await expectAskedAgain();
  });

  it('row 20: as a date is kept until that instant', async () => {
    const until = new Date(Date.now() + 120 * second).toUTCString();
    expect((await run(limitReached({ 'retry-after': until }))).report.failovers).toMatchObject([
      { code: 'RATE_LIMITED' },
    ]);
    world.clock.aheadMs = 100 * second;
    await expectBlocked();
    world.clock.aheadMs = 122 * second;
    await expectAskedAgain();
  });

  it.each([
    ['row 20', 'a date in the past', { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }],
    ['row 21', 'garbage', { 'retry-after': 'soon' }],
    ['row 21', 'a negative number', { 'retry-after': '-5' }],
    ['row 21', 'nothing', {}],
  ])('%s: as %s counts for an hour where no plan is known', async (_, __, headers) => {
    const ran = await run(limitReached(headers));
    expect(ran.report.sources[0]).toMatchObject({ outcome: 'rate-limited', requests: 1 });
    world.clock.aheadMs = 55 * minute;
    await expectBlocked();
    world.clock.aheadMs = 61 * minute;
    await expectAskedAgain();
  });

  it('row 21: as nothing counts until the shortest window of its plan is over', async () => {
    world.configure({ tiingo: { plan: 'free' } });
    startWithinHour(10 * minute);
    await run(limitReached());
    world.clock.aheadMs += 40 * minute;
    await expectBlocked();
    world.clock.aheadMs += 21 * minute;
    await expectAskedAgain();
  });

  it.each(['1e99', '315360000'])('row 21: for ever and a day (%s) counts for a day', async (value) => {
    const ran = await run(limitReached({ 'retry-after': value }));
    expect(ran.report.sources[0]).toMatchObject({ outcome: 'rate-limited', requests: 1 });
    world.clock.aheadMs = 23.9 * hour;
    await expectBlocked();
    world.clock.aheadMs = 24.1 * hour;
    await expectAskedAgain();
  });

  it.each([
    ['row 61', 'behind', 0, -2 * hour],
    ['row 62', 'ahead', 72 * hour, 0],
  ])('%s: before the clock went %s is over at once', async (_, __, toldAhead, askedAhead) => {
    world.clock.aheadMs = toldAhead;
    await run(limitReached({ 'retry-after': '120' }));
    world.clock.aheadMs = askedAhead;
    await expectAskedAgain();
  });

  it.each([
    ['plain text', plainText('You have run over your hourly request allocation. Please upgrade at https://x.example')],
    ['JSON', json({ detail: 'Error: You have run over your hourly request allocation.' })],
  ])('row 31: in %s with status 200 uses up the window it names', async (_, answer) => {
    startWithinHour(10 * minute);
    const ran = await run(answer);
    expect(ran.exitCode).toBe(0);
    expect(ran.report).toMatchObject({
      failovers: [{ code: 'RATE_LIMITED' }],
      sources: [{ outcome: 'rate-limited', requests: 1, breaker: 'closed' }, {}],
    });
    world.clock.aheadMs += 40 * minute;
    await expectBlocked();
    world.clock.aheadMs += 21 * minute;
    await expectAskedAgain();
  });
});

describe('a quota of a plan', () => {
  it('row 27: that another process used up is not overdrawn, and is whole again in the next window', async () => {
    world.configure({ tiingo: { plan: 'free' } });
    startWithinHour(10 * minute);
    // Fifty requests an hour, fifty tickers a request: one ticker is too many.
    const tickers = Array.from({ length: 2501 }, (_, index) => `T${index}`);
    world.tiingo.plays(forever(noNews));
    world.finnhub.plays(forever(noNews));
    const ran = await world.run('--tickers', tickers.join(','));
    expect(ran.exitCode).toBe(0);
    expect(ran.report).toMatchObject({
      unanswered: [],
      failovers: [{ from: 'tiingo', to: 'finnhub', code: 'QUOTA_EXHAUSTED' }],
    });
    expect(world.askedOf('tiingo').length).toBeLessThanOrEqual(50);
    expect(world.askedOf('tiingo').length).toBeGreaterThan(50 - atOnce);
    await expectBlocked();
    world.clock.aheadMs += 51 * minute;
    await expectAskedAgain();
  });

  it('row 27: is corrected by what the headers of a reply say', async () => {
    world.configure({ finnhub: { plan: 'free' } });
    const reset = Math.ceil((Date.now() + 40 * second) / 1000);
    const headers = { 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(reset) };
    world.finnhub.plays(json([], { headers }));
    const tickers = ['AAPL', 'MSFT', 'NVDA'];
    const ran = await world.run('--tickers', tickers.join(','), '--source', 'finnhub');
    expect(ran.exitCode).toBe(3);
    expect(ran.report).toMatchObject({ outcome: 'partial', requests: 1 });
    expect(ran.report.unanswered).toHaveLength(2);
    world.clock.aheadMs = 61 * second;
    world.finnhub.plays(times(3, noNews));
    expect((await world.run('--tickers', tickers.join(','), '--source', 'finnhub')).exitCode).toBe(0);
  });

  it('row 86: that is in no plan of the source is a wrong setting', async () => {
    world.configure({ tickers: ['AAPL'], tiingo: { plan: 'gold' } });
    expectConfigError(world, await world.ingest('run', '--json'), 'plan', 'gold', 'free', 'none');
  });
});

describe('a quota of a minute', () => {
  const isLong = process.env.INGEST_LONG === '1';
  const tickers = Array.from({ length: isLong ? 500 : 150 }, (_, index) => `T${index}`);
  const flags = ['--tickers', tickers.join(','), '--source', 'finnhub'];

  /** Early in a minute of the processes' clock, so that no run reaches into the next one. */
  function startWithinMinute(): void {
    world.configure({ finnhub: { plan: 'free' } });
    world.clock.aheadMs = minute - (Date.now() % minute) + 5 * second;
    world.finnhub.plays(forever(noNews));
  }

  it(
    `row 59: is shared out over ${tickers.length} tickers in turn, and never overdrawn`,
    async () => {
      startWithinMinute();
      const unanswered = new Set<string>(tickers);
      let runs = 0;
      for (; unanswered.size > 0; runs += 1) {
        expect(runs, 'runs that it takes').toBeLessThan(tickers.length / (60 - atOnce) + 1);
        const before = world.asked.length;
        const { exitCode, report } = await world.run(...flags);
        expect(world.asked.length - before).toBeLessThanOrEqual(60);
        expect(exitCode).toBe(3);
        expect(report).toMatchObject({ outcome: 'partial', sources: [{ errorCode: 'QUOTA_EXHAUSTED' }] });
        const still = new Set<string>(report.unanswered);
        for (const ticker of tickers) if (!still.has(ticker)) unanswered.delete(ticker);
        world.clock.aheadMs += 2 * minute;
      }
    },
    3 * minute,
  );

  it(
    'row 59: is not overdrawn by eight processes at once, with leases of their own, and each ticker has its turn',
    async () => {
      startWithinMinute();
      const leases = [0, 1, 2, 3, 4, 5, 6, 7];
      const shares = leases.map((lease) => tickers.filter((_, index) => index % leases.length === lease));
      const unanswered = new Set<string>(tickers);
      const run = (lease: number) => runUnder(`job-${lease}`, shares[lease] ?? []);
      /** Who comes first takes what it needs: another one in each round. */
      const inTurn = async (rounds: number) => {
        const reports: RunReport[] = [];
        for (const lease of leases) reports.push(await run((lease + 3 * rounds) % leases.length));
        return reports;
      };
      for (let rounds = 0; unanswered.size > 0; rounds += 1) {
        expect(rounds, 'runs that it takes').toBeLessThanOrEqual(Math.ceil(tickers.length / 60));
        const before = world.asked.length;
        const reports = rounds === 0 ? await Promise.all(leases.map(run)) : await inTurn(rounds);
        expect(world.asked.length - before).toBeLessThanOrEqual(60);
        for (const report of reports) {
          expect(report.outcome).not.toBe('skipped');
          const still = new Set<string>(report.unanswered);
          for (const ticker of report.tickers) if (!still.has(ticker)) unanswered.delete(ticker);
        }
        world.clock.aheadMs += 2 * minute;
      }
    },
    5 * minute,
  );

  /** A run in a process of its own, under a lease of its own. */
  async function runUnder(lease: string, share: readonly string[]): Promise<RunReport> {
    const args = [leaseProcess, lease, world.path('news.db'), share.join(',')];
    const { stdout } = await execute(process.execPath, args, { env: { ...process.env, ...world.environment() } });
    return JSON.parse(stdout) as RunReport;
  }
});
