import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  body,
  delayed,
  drip,
  dripHeaders,
  hang,
  json,
  redirect,
  resetBeforeHeaders,
  resetWithin,
  stall,
  tooShort,
} from './support/answers.js';
import { expectAllFailed, expectFailover, withTimeoutMs } from './support/expectations.js';
import { faultWorld } from './support/fault-world.js';
import { tiingoList } from './support/lists.js';
import { refusingUrl } from './support/misbehaving-providers.js';
import { finnhubStory, noNews, tiingoItems } from './support/news.js';
import { type Answer, forever, times } from './support/script.js';
import { strangers, withCertificate } from './support/strangers.js';

const world = faultWorld();
const stranger = strangers();

/** Most tests that wait do so for a second. */
const impatient = { tiingo: { timeoutMs: 1000 } };
/** Tiingo takes fifty tickers in a request. */
const twelveBatches = Array.from({ length: 551 }, (_, index) => `T${index}`);
const page = JSON.stringify(tiingoItems(50));
const halfPage = page.slice(0, page.length / 2);
const fixtures = join(import.meta.dirname, '../../fixtures/tls');

describe('a primary that cannot be reached', () => {
  it('row 1: is tried again when it refuses the connection, then the secondary serves', async () => {
    world.env.TIINGO_BASE_URL = await refusingUrl();
    world.finnhub.plays(times(2, finnhubStory));
    const event = await expectFailover(world, await world.run(), 'NETWORK');
    expect(event.attempts).toBeGreaterThan(1);
    expect(event.attempts).toBeLessThanOrEqual(4);
    expect(event.errorMessage).toContain('refused');
  });

  it('row 2: is named when its name does not resolve, and its query is not', async () => {
    world.env.TIINGO_BASE_URL = 'http://no-such-host.invalid';
    world.finnhub.plays(times(2, finnhubStory));
    const event = await expectFailover(world, await world.run(), 'NETWORK', { withinMs: withTimeoutMs });
    expect(event.errorMessage).toContain('no-such-host.invalid');
    expect(event.errorMessage).not.toMatch(/tickers=|limit=|\?/);
  });

  it('row 3: is tried again, ever later, when it resets each connection', async () => {
    world.tiingo.plays(forever(resetBeforeHeaders));
    world.finnhub.plays(times(2, finnhubStory));
    const event = await expectFailover(world, await world.run(), 'NETWORK');
    expect(world.askedOf('tiingo')).toHaveLength(event.requests);
    expect(event.requests).toBeGreaterThan(1);
    expect(event.requests).toBeLessThanOrEqual(4);
  });

  it('row 3: answers when it reset only the first connection', async () => {
    world.tiingo.plays(resetBeforeHeaders, forever(tiingoList(tiingoItems(5))));
    const ran = await world.run();
    expect(ran.exitCode).toBe(0);
    expect(ran.report).toMatchObject({ outcome: 'ok', failovers: [], items: { new: 5 } });
    expect(await world.events()).toMatchObject([{ source: 'tiingo', success: true, attempts: 2 }]);
  });
});

describe('a primary that breaks off', () => {
  it.each([
    ['resets in the middle of the body', resetWithin(halfPage)],
    ['resets after whole items', resetWithin(page)],
    ['announces more bytes than it sends', tooShort(page)],
  ])('row 4: stores nothing of what came when it %s', async (_, broken: Answer) => {
    world.tiingo.plays(forever(broken));
    world.finnhub.plays(times(2, finnhubStory));
    const event = await expectFailover(world, await world.run(), 'NETWORK');
    expect(event).toMatchObject({ itemCount: 0, rejectedCount: 0 });
  });
});

describe('a primary that takes its time', () => {
  it('row 5: is given up within ten seconds when it sends nothing', async () => {
    world.tiingo.plays(hang);
    world.finnhub.plays(times(2, finnhubStory));
    const ran = await world.run();
    const event = await expectFailover(world, ran, 'TIMEOUT', { withinMs: withTimeoutMs });
    expect(event.durationMs).toBeGreaterThanOrEqual(9_000);
    expect(ran.report.durationMs).toBeGreaterThanOrEqual(9_000);
  });

  it('row 5: has no more than the time that the configuration gives it', async () => {
    world.configure(impatient);
    world.tiingo.plays(hang);
    world.finnhub.plays(times(2, finnhubStory));
    const event = await expectFailover(world, await world.run(), 'TIMEOUT');
    expectAbout(event.durationMs, 1000);
  });

  it.each([
    ['half a body', stall(halfPage)],
    ['the headers', stall('')],
    ['a body that would be whole but for its last byte', stall(page.slice(0, -1))],
  ])('row 6: is given up in time when nothing follows %s', async (_, stalled: Answer) => {
    world.configure(impatient);
    world.tiingo.plays(stalled);
    world.finnhub.plays(times(2, finnhubStory));
    const event = await expectFailover(world, await world.run(), 'TIMEOUT');
    expectAbout(event.durationMs, 1000);
  });

  it('row 7: is given up within ten seconds when it drips, although it is never idle', async () => {
    world.tiingo.plays(drip(page));
    world.finnhub.plays(times(2, finnhubStory));
    const event = await expectFailover(world, await world.run(), 'TIMEOUT', { withinMs: withTimeoutMs });
    expect(event.durationMs).toBeGreaterThanOrEqual(9_000);
  });

  it('row 7: is given up in time when it drips its headers', async () => {
    world.configure(impatient);
    world.tiingo.plays(dripHeaders);
    world.finnhub.plays(times(2, finnhubStory));
    const event = await expectFailover(world, await world.run(), 'TIMEOUT');
    expectAbout(event.durationMs, 1000);
  });

  it('row 8: gets the whole of its time for all pages together, and keeps what it gave', async () => {
    world.configure(impatient);
    world.tiingo.plays(forever(delayed(400, tiingoList(tiingoItems(450)))));
    const ran = await world.run();
    expect(ran.exitCode).toBe(3);
    expect(ran.report).toMatchObject({
      outcome: 'partial',
      failovers: [],
      unanswered: [],
      sources: [{ source: 'tiingo', outcome: 'partial' }, { source: 'finnhub' }],
      gaps: [{ source: 'tiingo', tickers: ['AAPL', 'MSFT'] }],
    });
    const [event] = await world.events();
    expectAbout(event?.durationMs ?? 0, 1000);
    const { length } = await world.items();
    expect([100, 200]).toContain(length);
    expect(ran.report.items.new).toBe(length);
  });

  it('row 9: costs its time once, however many batches wait for it', async () => {
    world.configure(impatient);
    world.tiingo.plays(hang);
    world.finnhub.plays(times(twelveBatches.length, noNews));
    const ran = await world.run('--tickers', twelveBatches.join(','));
    expect(ran.exitCode).toBe(0);
    expect(ran.report.failovers).toEqual([{ from: 'tiingo', to: 'finnhub', code: 'TIMEOUT', tickers: twelveBatches }]);
    const events = (await world.events()).filter(({ source }) => source === 'tiingo');
    expect(events).toHaveLength(1);
    expectAbout(events[0]?.durationMs ?? 0, 1000);
  });

  it('row 9: costs its time once also when it is asked one ticker at a time', async () => {
    world.configure({
      sources: [
        { use: 'finnhub', plan: 'none', timeoutMs: 1000 },
        { use: 'tiingo', plan: 'none' },
      ],
    });
    world.finnhub.plays(hang);
    world.tiingo.plays(forever(tiingoList(tiingoItems(12, { tickers: ['t0'] }))));
    const ran = await world.run('--tickers', twelveBatches.slice(0, 12).join(','));
    expect(ran.exitCode).toBe(0);
    expect(ran.report.failovers).toMatchObject([{ from: 'finnhub', to: 'tiingo', code: 'TIMEOUT' }]);
    expect(ran.report.durationMs).toBeLessThan(3000);
  });

  it('row 12: and a secondary that hangs too end the run in twice its time, with twelve batches', async () => {
    world.tiingo.plays(hang);
    world.finnhub.plays(hang);
    await expectAllFailed(world, await world.run('--tickers', twelveBatches.join(',')), 'TIMEOUT', {
      withinMs: 22_000,
    });
  });
});

describe('a primary that is not to be trusted', () => {
  it.each([
    ['is not signed by anybody known', 'other-name', {}],
    ['has expired', 'expired', { NODE_EXTRA_CA_CERTS: join(fixtures, 'expired.cert.pem') }],
    ['is for another name', 'other-name', { NODE_EXTRA_CA_CERTS: join(fixtures, 'other-name.cert.pem') }],
  ])('row 10: is refused once and for all when its certificate %s', async (_, name, env) => {
    const [key = '', cert = ''] = ['key', 'cert'].map((part) =>
      readFileSync(join(fixtures, `${name}.${part}.pem`), 'utf8'),
    );
    await withCertificate({ key, cert }, async (server) => {
      Object.assign(world.env, env, { TIINGO_BASE_URL: server.url });
      world.finnhub.plays(times(2, finnhubStory));
      const event = await expectFailover(world, await world.run(), 'NETWORK');
      expect(event).toMatchObject({ attempts: 1, errorMessage: expect.stringContaining('certificate') });
      expect([server.connections, server.requests]).toEqual([1, 0]);
    });
  });

  it.each([301, 302, 307, 308])(
    'row 11: is not followed to another host (%d), and the key stays here',
    async (status) => {
      world.tiingo.plays(redirect(status, `${stranger.url}/tiingo/news?tickers=aapl`));
      world.finnhub.plays(times(2, finnhubStory));
      const event = await expectFailover(world, await world.run(), 'NETWORK');
      expect(event.requests).toBe(1);
      expect(stranger.connections).toBe(0);
      expect(event.errorMessage).toMatch(/redirect/);
    },
  );

  it('row 11: shows the key to nobody when its redirect asks for it', async () => {
    world.tiingo.plays(
      body('', { status: 302, headers: { location: `${stranger.url}/?token=${world.environment().TIINGO_API_KEY}` } }),
    );
    world.finnhub.plays(times(2, json([])));
    const ran = await world.run();
    expect(ran.report.failovers).toMatchObject([{ code: 'NETWORK' }]);
    expect(stranger.connections).toBe(0);
  });
});

/** Time that a deadline of the program took: not less, and little more. */
function expectAbout(durationMs: number, expectedMs: number): void {
  expect(durationMs).toBeGreaterThanOrEqual(expectedMs * 0.9);
  expect(durationMs).toBeLessThanOrEqual(expectedMs * 1.2 + 300);
}
