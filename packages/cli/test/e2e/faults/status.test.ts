import { describe, expect, it } from 'vitest';
import { delayed, html, json, plainText } from './support/answers.js';
import { expectAllFailed, expectFailover, withTimeoutMs } from './support/expectations.js';
import { faultWorld } from './support/fault-world.js';
import { tiingoList } from './support/lists.js';
import { refusingUrl } from './support/misbehaving-providers.js';
import { finnhubStory, noNews, tiingoItems } from './support/news.js';
import { forever, times } from './support/script.js';

const world = faultWorld();

const noEntitlement = { detail: 'You do not have permission to access the News API' };

describe('a refusal', () => {
  it('row 13: of the key (401) is asked for once, and names the variable', async () => {
    world.tiingo.plays(json({ detail: 'Invalid token.' }, { status: 401 }));
    world.finnhub.plays(times(2, finnhubStory));
    const ran = await world.run();
    const event = await expectFailover(world, ran, 'AUTH_FAILED');
    expect(event).toMatchObject({ outcome: 'auth-failed', requests: 1 });
    expect(event.errorMessage).toContain('TIINGO_API_KEY');
  });

  it('row 14: for want of an entitlement (403) is asked for once, and is called no outage', async () => {
    world.tiingo.plays(json(noEntitlement, { status: 403 }));
    world.finnhub.plays(times(2, finnhubStory));
    const event = await expectFailover(world, await world.run(), 'FORBIDDEN');
    expect(event).toMatchObject({ outcome: 'auth-failed', requests: 1 });
    expect(event.errorMessage).toMatch(/entitlement/);
    expect(event.errorMessage).toMatch(/no outage/);
  });

  it('row 14: with an empty body (403) is one for want of an entitlement', async () => {
    world.tiingo.plays(plainText('', { status: 403 }));
    world.finnhub.plays(times(2, finnhubStory));
    await expectFailover(world, await world.run(), 'FORBIDDEN');
  });

  it('row 15: of the path (404) is asked for once', async () => {
    world.tiingo.plays(json({ detail: 'Not found.' }, { status: 404 }));
    world.finnhub.plays(times(2, finnhubStory));
    expect(await expectFailover(world, await world.run(), 'NOT_FOUND')).toMatchObject({ requests: 1, attempts: 1 });
  });

  it.each([400, 422])('row 16: of the request (%d) is asked for once', async (status) => {
    world.tiingo.plays(json(['Error: this cannot be asked'], { status }));
    world.finnhub.plays(times(2, finnhubStory));
    const event = await expectFailover(world, await world.run(), 'BAD_REQUEST');
    expect(event).toMatchObject({ requests: 1, errorMessage: expect.stringContaining('this cannot be asked') });
  });

  it('row 13: by both sources ends the run with 4', async () => {
    world.tiingo.plays(json({ detail: 'Invalid token.' }, { status: 401 }));
    world.finnhub.plays(json({ error: 'Invalid API key.' }, { status: 401 }));
    await expectAllFailed(world, await world.run('--tickers', 'AAPL'), 'AUTH_FAILED');
  });
});

describe('a server that fails', () => {
  it.each([408, 425])('row 17: with %d is tried again before the secondary serves', async (status) => {
    world.tiingo.plays(forever(plainText('later', { status })));
    world.finnhub.plays(times(2, finnhubStory));
    expectTriedAgain(await expectFailover(world, await world.run(), 'SERVER_ERROR'));
  });

  it('row 17: with 408 and then answers is the source of the news', async () => {
    world.tiingo.plays(plainText('later', { status: 408 }), forever(tiingoList(tiingoItems(3))));
    const ran = await world.run();
    expect(ran.exitCode).toBe(0);
    expect(ran.report).toMatchObject({ failovers: [], items: { new: 3 } });
  });

  it('row 18: with 429 and a short Retry-After is asked again when that is over', async () => {
    world.tiingo.plays(
      json({ detail: 'slow down' }, { status: 429, headers: { 'retry-after': '1' } }),
      forever(tiingoList(tiingoItems(3))),
    );
    const ran = await world.run();
    expect(ran.exitCode).toBe(0);
    expect(ran.report).toMatchObject({ outcome: 'ok', failovers: [], items: { new: 3 } });
    expect(pauseAfterAnswer()).toBeGreaterThanOrEqual(1000 - timerMs);
    expect(await world.events()).toMatchObject([{ source: 'tiingo', attempts: 2 }]);
  });

  it('row 18: with 429 is left alone for the time it names from its answer on, however late that came', async () => {
    world.tiingo.plays(
      delayed(1500, json({ detail: 'slow down' }, { status: 429, headers: { 'retry-after': '1' } })),
      forever(tiingoList(tiingoItems(3))),
    );
    expect((await world.run()).exitCode).toBe(0);
    expect(pauseAfterAnswer()).toBeGreaterThanOrEqual(1000 - timerMs);
  });

  it.each([500, 502, 503, 504])('row 22: with %d is tried again, and quoted without its markup', async (status) => {
    const page = `<html><head><style>b{}</style><script>alert(1)</script><title>Sorry</title></head>
      <body><h1>The upstream server is <b>broken</b></h1><p>${'word '.repeat(100)}END</p></body></html>`;
    world.tiingo.plays(forever(html(page, { status })));
    world.finnhub.plays(times(2, finnhubStory));
    const event = await expectFailover(world, await world.run(), 'SERVER_ERROR');
    expectTriedAgain(event);
    expect(event.errorMessage).toContain(String(status));
    expect(event.errorMessage).toContain('The upstream server is broken');
    expect(event.errorMessage).not.toMatch(/[<>]|alert|b\{|END/);
    const quoted = /Sorry.*?…/.exec(event.errorMessage ?? '')?.[0] ?? '';
    expect(quoted.length).toBeGreaterThan(0);
    expect(quoted.length).toBeLessThanOrEqual(200);
  });

  it('row 22: on both sides ends the run with 4', async () => {
    world.tiingo.plays(forever(html('<h1>broken</h1>', { status: 502 })));
    world.finnhub.plays(forever(html('<h1>broken</h1>', { status: 500 })));
    await expectAllFailed(world, await world.run('--tickers', 'AAPL'), 'SERVER_ERROR');
  });

  it('row 23: with 503 and a short Retry-After is asked again when that is over', async () => {
    world.tiingo.plays(
      html('<h1>Maintenance</h1>', { status: 503, headers: { 'retry-after': '2' } }),
      forever(tiingoList(tiingoItems(3))),
    );
    const ran = await world.run();
    expect(ran.exitCode).toBe(0);
    expect(ran.report).toMatchObject({ outcome: 'ok', failovers: [], items: { new: 3 } });
    expect(pauseAfterAnswer()).toBeGreaterThanOrEqual(2000 - timerMs);
    expect(await world.events()).toMatchObject([{ source: 'tiingo', attempts: 2 }]);
  });
});

describe('a secondary that fails', () => {
  const five = ['AAPL', 'MSFT', 'NVDA', 'AMZN', 'TSLA'];

  it('row 25: for one ticker of five leaves that one unanswered', async () => {
    world.env.TIINGO_BASE_URL = await refusingUrl();
    world.finnhub.plays(times(4, finnhubStory));
    world.finnhubFor('NVDA').plays(forever(html('<h1>broken</h1>', { status: 500 })));
    const ran = await world.run('--tickers', five.join(','));
    expect(ran.exitCode).toBe(3);
    expect(ran.report).toMatchObject({ outcome: 'partial', unanswered: ['NVDA'] });
    expect(ran.report.durationMs).toBeLessThanOrEqual(withTimeoutMs);
    const stored = (await world.items()).flatMap(({ tickers }) => tickers);
    expect(stored.sort()).toEqual(['AAPL', 'AMZN', 'MSFT', 'TSLA']);
  });

  it('row 26: is not asked while the primary is good', async () => {
    world.tiingo.plays(forever(tiingoList(tiingoItems(3))));
    const ran = await world.run();
    expect(ran.exitCode).toBe(0);
    expect(ran.report).toMatchObject({ outcome: 'ok', incidents: [], failovers: [] });
    expect(ran.report.sources[1]).toEqual({
      source: 'finnhub',
      outcome: 'skipped',
      requests: 0,
      items: 0,
      breaker: 'closed',
    });
  });

  it('row 26: makes a parallel run partial, and holds the primary up for nothing', async () => {
    world.tiingo.plays(forever(tiingoList(tiingoItems(3))));
    world.finnhub.plays(forever(html('<h1>broken</h1>', { status: 500 })));
    const ran = await world.run('--mode', 'parallel');
    expect(ran.exitCode).toBe(3);
    expect(ran.report).toMatchObject({
      outcome: 'partial',
      mode: 'parallel',
      failovers: [],
      items: { new: 3 },
      unanswered: [],
      sources: [{ outcome: 'ok' }, { outcome: 'failed', errorCode: 'SERVER_ERROR' }],
    });
    const [primary] = (await world.events()).filter(({ source }) => source === 'tiingo');
    expect(primary?.durationMs).toBeLessThan(1000);
  });

  it('row 26: makes a parallel run partial also when it only reached a limit', async () => {
    world.tiingo.plays(forever(tiingoList(tiingoItems(3))));
    world.finnhub.plays(json({ error: 'API limit reached. Please try again later.' }, { status: 429 }));
    const ran = await world.run('--mode', 'parallel', '--tickers', 'AAPL');
    expect(ran.exitCode).toBe(3);
    expect(ran.report).toMatchObject({ sources: [{ outcome: 'ok' }, { outcome: 'rate-limited' }] });
  });

  it('row 29: and a primary without news are no failure of the run', async () => {
    world.tiingo.plays(noNews);
    const ran = await world.run();
    expect(ran.exitCode).toBe(0);
    expect(ran.report).toMatchObject({ outcome: 'ok', failovers: [], items: { received: 0 } });
  });
});

/** Timers and clocks count in whole milliseconds. */
const timerMs = 2;

/** Milliseconds from the primary's answer with `Retry-After` to the next request. */
function pauseAfterAnswer(): number {
  const [, second] = world.askedOf('tiingo');
  const [pause] = world.forbidden;
  if (second === undefined || pause === undefined) throw new Error('there was no pause, or nothing after it');
  return second.at - pause.from;
}

/** More than once, never more than four times, and not in one go. */
function expectTriedAgain({ requests }: { readonly requests: number }): void {
  const times = world.askedOf('tiingo').map(({ at }) => at);
  expect(times).toHaveLength(requests);
  expect(requests).toBeGreaterThan(1);
  expect(requests).toBeLessThanOrEqual(4);
  expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeLessThanOrEqual(10_000);
}
