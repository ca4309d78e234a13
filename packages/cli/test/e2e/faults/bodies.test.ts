import { describe, expect, it } from 'vitest';
import { body, gzipBomb, html, hugeBody, json, plainText } from './support/answers.js';
import { expectAllFailed, expectFailover, withTimeoutMs } from './support/expectations.js';
import { faultWorld } from './support/fault-world.js';
import { finnhubStory, noNews, tiingoItems } from './support/news.js';
import { type Answer, times } from './support/script.js';

const world = faultWorld();

/** What the primary answers is no news, and the secondary serves. */
async function failoverAfter(answer: Answer, code: Parameters<typeof expectFailover>[2], withinMs?: number) {
  world.tiingo.plays(answer);
  world.finnhub.plays(times(2, finnhubStory));
  const ran = await world.run();
  return expectFailover(world, ran, code, withinMs === undefined ? {} : { withinMs });
}

describe('a body that is no news, with status 200,', () => {
  it.each([
    ['zero bytes', ''],
    ['white space', ' \n\t '],
  ])('row 28: is an empty response: %s', async (_, text) => {
    await failoverAfter(body(text), 'EMPTY_RESPONSE');
  });

  it('row 29: is none that failed when it is a valid empty list', async () => {
    world.tiingo.plays(noNews);
    const ran = await world.run();
    expect(ran.exitCode).toBe(0);
    expect(ran.report).toMatchObject({
      outcome: 'ok',
      unanswered: [],
      failovers: [],
      incidents: [],
      warnings: [],
      sources: [{ source: 'tiingo', outcome: 'empty', requests: 1 }, { outcome: 'skipped' }],
    });
    expect(await world.items()).toEqual([]);
  });

  it('row 30: is a page of somebody in between', async () => {
    const page = '<!doctype html><title>Welcome</title><p>Log in: API key or rate limit <script>x()</script></p>';
    const event = await failoverAfter(html(page), 'MALFORMED_RESPONSE');
    expect(event.errorMessage).not.toMatch(/[<>]/);
  });

  it('row 31: is a reached limit when its plain text says so', async () => {
    const text = 'You have run over your hourly request allocation. Please upgrade at https://api.tiingo.com/pricing';
    const event = await failoverAfter(plainText(text), 'RATE_LIMITED');
    expect(event).toMatchObject({ outcome: 'rate-limited', requests: 1 });
    expect(event.errorMessage).toContain('hourly request allocation');
  });

  it.each([
    ['AUTH_FAILED', { detail: 'Invalid token.' }],
    ['AUTH_FAILED', { error: 'Invalid API key.' }],
    ['AUTH_FAILED', { detail: 'Please supply a token' }],
    ['RATE_LIMITED', { error: 'API limit reached. Please try again later. Remaining Limit: 0' }],
    ['FORBIDDEN', { detail: 'You do not have permission to access the News API' }],
    ['MALFORMED_RESPONSE', { error: 'Something went wrong' }],
  ] as const)('row 32: is %s when it is %j', async (code, value) => {
    const event = await failoverAfter(json(value), code);
    expect(event.errorMessage).toContain(Object.values(value)[0]);
  });

  it.each([
    ['cut off', JSON.stringify(tiingoItems(3)).slice(0, -40)],
    ['null', 'null'],
    ['a number', '42'],
    ['a text', '"ok"'],
    ['an empty object', '{}'],
    ['an object in the place of the list', JSON.stringify({ items: tiingoItems(3) })],
    ['a list of lists', '[[]]'],
  ])('row 33: is malformed when it is %s', async (_, text) => {
    await failoverAfter(body(text), 'MALFORMED_RESPONSE');
  });

  it('row 33: ends the run with 4 when both sources send it', async () => {
    world.tiingo.plays(body('{'));
    world.finnhub.plays(body('{'));
    await expectAllFailed(world, await world.run('--tickers', 'AAPL'), 'MALFORMED_RESPONSE');
  });
});

describe('a body that is too much', () => {
  const huge = 200_000_000;

  it.each([
    ['of 200 MB in chunks', {}],
    ['of 200 MB as it says', { 'content-length': String(huge + 2) }],
  ])('row 34: is not read to its end: %s', async (_, headers: Record<string, string>) => {
    const { answer, sent } = hugeBody(huge, headers);
    const residentMb = await residentWhile(() => failoverAfter(answer, 'RESPONSE_TOO_LARGE', withTimeoutMs));
    expect(residentMb).toBeLessThan(300);
    expect(sent.bytes).toBeLessThan(40_000_000);
  });

  it('row 34: is cut where a small Content-Length says', async () => {
    const { answer, sent } = hugeBody(huge, { 'content-length': '1000' });
    const residentMb = await residentWhile(() => failoverAfter(answer, 'MALFORMED_RESPONSE', withTimeoutMs));
    expect(residentMb).toBeLessThan(300);
    expect(sent.bytes).toBeLessThan(40_000_000);
  });

  it('row 35: is not unpacked to its end', async () => {
    const residentMb = await residentWhile(() =>
      failoverAfter(gzipBomb(1_000_000_000), 'RESPONSE_TOO_LARGE', withTimeoutMs),
    );
    expect(residentMb).toBeLessThan(300);
  });

  it.each([
    ['lists', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['objects', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['lists inside an item', `[{"id":1,"tags":${'['.repeat(65)}${']'.repeat(65)}}]`],
  ])('row 36: is malformed when it nests %s too deep', async (_, text) => {
    await failoverAfter(body(text), 'MALFORMED_RESPONSE');
  });

  /** The most memory that a process of the work took, in MB. */
  async function residentWhile(work: () => Promise<unknown>): Promise<number> {
    const file = world.measuresMemory();
    await work();
    return file.mostMb();
  }
});

describe('a body in another coding', () => {
  it('row 37: is read behind a byte order mark', async () => {
    world.tiingo.plays(body(`\ufeff${JSON.stringify(tiingoItems(3))}`), noNews);
    const ran = await world.run();
    expect(ran.exitCode).toBe(0);
    expect(ran.report.items).toMatchObject({ new: 3, rejected: 0 });
  });

  it('row 38: is marked where its bytes are not UTF-8, and the store stays so', async () => {
    const [item] = tiingoItems(1);
    const text = JSON.stringify([{ ...item, title: 'Société Générale hebt Prognose für Müller an' }]);
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    world.tiingo.plays(body(Buffer.from(text, 'latin1'), { headers }), noNews);
    const ran = await world.run();
    expect(ran.exitCode).toBe(0);
    const [story] = await world.items();
    expect(story?.headline).toBe('Soci\ufffdt\ufffd G\ufffdn\ufffdrale hebt Prognose f\ufffdr M\ufffdller an');
    expect(story?.headline.isWellFormed()).toBe(true);
  });
});
