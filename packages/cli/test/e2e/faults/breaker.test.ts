import { describe, expect, it } from 'vitest';
import { hang, held, html, json } from './support/answers.js';
import { faultWorld, type Ran } from './support/fault-world.js';
import { tiingoList } from './support/lists.js';
import { finnhubStory, noNews, tiingoItems } from './support/news.js';
import { forever, type Steps, whenever } from './support/script.js';

const world = faultWorld();
const minute = 60_000;
const hour = 60 * minute;

const broken = html('<h1>broken</h1>', { status: 500 });
const refused = json({ detail: 'Invalid token.' }, { status: 401 });
const good = () => forever(tiingoList(tiingoItems(3)));

/** A run in which the primary does as told and the secondary stands in. */
async function run(...steps: Steps): Promise<Ran> {
  world.tiingo.plays(...steps);
  world.finnhub.plays(whenever(finnhubStory));
  return world.run('--tickers', 'AAPL');
}

/** A run that leaves the primary alone: a request to it would be one that nobody planned. */
async function expectLeftAlone(breaker = 'open'): Promise<void> {
  const ran = await run();
  expect(ran.exitCode).toBe(0);
  expect(ran.report).toMatchObject({
    outcome: 'ok',
    failovers: [{ from: 'tiingo', to: 'finnhub', code: 'CIRCUIT_OPEN', tickers: ['AAPL'] }],
    sources: [
      { source: 'tiingo', outcome: 'skipped', requests: 0, breaker, errorCode: 'CIRCUIT_OPEN' },
      { source: 'finnhub', outcome: 'ok' },
    ],
  });
  const events = (await world.events()).filter(
    ({ runId, source }) => runId === ran.report.runId && source === 'tiingo',
  );
  expect(events).toMatchObject([{ success: false, outcome: 'skipped', errorCode: 'CIRCUIT_OPEN', requests: 0 }]);
}

const breakerAfter = async (...steps: Steps) => (await run(...steps)).report.sources[0]?.breaker;

async function openBreaker(): Promise<void> {
  expect(await breakerAfter(refused)).toBe('open');
}

describe('a breaker', () => {
  it('row 24: opens in the third run in a row that fails, and a good probe closes it', async () => {
    expect(await breakerAfter(forever(broken))).toBe('closed');
    expect(await breakerAfter(forever(broken))).toBe('closed');
    expect(await breakerAfter(forever(broken))).toBe('open');
    await expectLeftAlone();
    world.clock.aheadMs += 4 * minute;
    await expectLeftAlone();
    world.clock.aheadMs += 1.5 * minute;
    const probe = await run(good());
    expect(probe.report).toMatchObject({ outcome: 'ok', failovers: [], sources: [{ breaker: 'closed' }, {}] });
    expect(await breakerAfter(forever(broken))).toBe('closed');
  });

  it('row 24: opens again after a probe that failed, and is probed again', async () => {
    await openBreaker();
    world.clock.aheadMs += 5.5 * minute;
    expect(await breakerAfter(forever(broken))).toBe('open');
    await expectLeftAlone();
    world.clock.aheadMs += 5.5 * minute;
    expect(await breakerAfter(good())).toBe('closed');
  });

  it('row 24: does not count a failure once a run in between was good', async () => {
    for (const steps of [forever(broken), forever(broken), good(), forever(broken), forever(broken)])
      expect(await breakerAfter(steps)).toBe('closed');
    expect(await breakerAfter(forever(broken))).toBe('open');
  });

  it('row 24: lets one batch through as its probe, however many wait', async () => {
    const tickers = Array.from({ length: 60 }, (_, index) => `T${index}`).join(',');
    await openBreaker();
    world.clock.aheadMs += 5.5 * minute;
    world.tiingo.plays(json({ detail: 'Not found.' }, { status: 404 }));
    world.finnhub.plays(forever(noNews));
    const ran = await world.run('--tickers', tickers);
    expect(ran.report).toMatchObject({ outcome: 'ok', sources: [{ requests: 1, breaker: 'open' }, {}] });

    world.clock.aheadMs += 5.5 * minute;
    world.tiingo.plays(forever(noNews));
    const next = await world.run('--tickers', tickers);
    expect(next.report).toMatchObject({ failovers: [], sources: [{ requests: 2, breaker: 'closed' }, {}] });
  });

  it('row 24: lets one process probe, however many run', async () => {
    await openBreaker();
    world.clock.aheadMs += 5.5 * minute;
    const gate = held(noNews);
    world.tiingo.plays(forever(gate.answer));
    world.finnhub.plays(whenever(finnhubStory));
    const before = world.askedOf('tiingo').length;
    const probing = world.startRun('--tickers', 'AAPL');
    await world.seen(world.asked.length + 1);
    const from = new Date(world.now() - 48 * hour).toISOString();
    const other = await world.run('--tickers', 'AAPL', '--from', from);
    expect(other.report).toMatchObject({ outcome: 'ok', failovers: [{ code: 'CIRCUIT_OPEN' }] });
    expect(world.askedOf('tiingo')).toHaveLength(before + 1);
    gate.letGo();
    expect((await probing.ended).report).toMatchObject({ outcome: 'ok', sources: [{ breaker: 'closed' }, {}] });
  });

  it('row 24: whose probe was killed is probed again', async () => {
    await openBreaker();
    world.clock.aheadMs += 5.5 * minute;
    world.tiingo.plays(hang);
    const { child, ended } = world.startRun('--tickers', 'AAPL');
    await world.seen(world.asked.length + 1);
    child.kill('SIGKILL');
    await ended;
    await expectLeftAlone('half-open');
    world.clock.aheadMs += 5.5 * minute;
    expect(await breakerAfter(good())).toBe('closed');
  });

  it.each([
    ['row 13', 401, { detail: 'Invalid token.' }, 'AUTH_FAILED'],
    ['row 14', 403, { detail: 'You do not have permission to access the News API' }, 'FORBIDDEN'],
  ])('%s: opens at once on %d', async (_, status, body, code) => {
    const ran = await run(json(body, { status }));
    expect(ran.exitCode).toBe(0);
    expect(ran.report.sources[0]).toMatchObject({ requests: 1, breaker: 'open', errorCode: code });
    await expectLeftAlone();
  });

  it('row 13: belongs to a key, and another key is asked for at once', async () => {
    await openBreaker();
    const secret = 'another-tiingo-key-19';
    world.keepsSecret({ secret, owner: 'tiingo' });
    world.env.TIINGO_API_KEY = secret;
    const ran = await run(good());
    expect(ran.report).toMatchObject({ failovers: [], sources: [{ breaker: 'closed', outcome: 'ok' }, {}] });
    expect(world.askedOf('tiingo').at(-1)?.headers.authorization).toBe(`Token ${secret}`);
  });

  it('row 13: of every source open is a failed run, and nothing is sent', async () => {
    world.tiingo.plays(refused);
    world.finnhub.plays(json({ error: 'Invalid API key.' }, { status: 401 }));
    expect((await world.run('--tickers', 'AAPL')).exitCode).toBe(4);
    const asked = world.asked.length;
    const ran = await world.run('--tickers', 'AAPL');
    expect(ran.exitCode).toBe(4);
    expect(ran.report).toMatchObject({
      outcome: 'failed',
      requests: 0,
      unanswered: ['AAPL'],
      sources: [
        { errorCode: 'CIRCUIT_OPEN', breaker: 'open' },
        { errorCode: 'CIRCUIT_OPEN', breaker: 'open' },
      ],
    });
    expect(world.asked).toHaveLength(asked);
  });

  it('row 31: is not touched by a reached limit: it neither counts nor makes forgotten', async () => {
    const limited = json({ detail: 'Error: You have run over your hourly request allocation.' }, { status: 429 });
    expect(await breakerAfter(forever(broken))).toBe('closed');
    expect(await breakerAfter(forever(broken))).toBe('closed');
    expect(await breakerAfter(limited)).toBe('closed');
    world.clock.aheadMs += hour + minute;
    expect(await breakerAfter(forever(broken))).toBe('open');
  });

  it.each([
    ['row 61', 'behind', 0, -2 * hour],
    ['row 62', 'ahead', 72 * hour, 0],
  ])('%s: that opened before the clock went %s is over at once', async (_, __, openedAhead, probedAhead) => {
    world.clock.aheadMs = openedAhead;
    await openBreaker();
    world.clock.aheadMs = probedAhead;
    expect(await breakerAfter(good())).toBe('closed');
  });
});
