import { type Job, openShares, readRuns, readShares, runLease } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import { providers, tiingoList } from '../../../../packages/cli/test/support/providers.js';
import { hasDynamo } from '../../../../packages/storage/test/support/dynamodb.js';
import type { DeadLetter } from '../../src/queue/dead-letters.js';
import { makeShares } from '../../src/queue/make-shares.js';
import type { ShareMessage } from '../../src/queue/shares-event.js';
import { down, minute, news, passing, second, slot, unitApp } from '../support/unit-app.js';

const provider = providers();
const run = { slot, from: slot - 5 * minute, attempt: 0, count: 2 };
const shares: readonly Job[] = ['AAPL', 'MSFT'].map((ticker, index) => ({ ...run, index, tickers: [ticker] }));

/** A worker, and the letters that it buried. */
async function working() {
  provider.answer.tiingo = (request, response, url) =>
    tiingoList(news(url.searchParams.get('tickers') ?? ''))(request, response, url);
  const made = await unitApp(provider, { INGEST_TICKERS: 'AAPL,MSFT' }, 'worker');
  const { app, clock } = made;
  const letters: DeadLetter[] = [];
  const bury = async (letter: DeadLetter) => void letters.push(letter);
  const hurried: string[] = [];
  const hurry = async ({ receiptHandle }: ShareMessage) => void hurried.push(receiptHandle);
  const lost = { times: 0 };
  const { registers } = app.store;
  await openShares(registers, runLease, run, clock.now());
  const take = (bodies: readonly unknown[], receives = 1, remainingMs = minute) =>
    passing(
      clock,
      makeShares({
        app,
        bury,
        hurry,
        async onStoreLost() {
          lost.times += 1;
        },
        remainingMs,
        messages: bodies.map((body, index) => ({
          messageId: `m${index}`,
          receiptHandle: `h${index}`,
          receives,
          body: typeof body === 'string' ? body : JSON.stringify(body),
        })),
      }),
    );
  return { ...made, letters, hurried, lost, take, begun: () => readShares(registers, runLease, clock.now()) };
}

describe.skipIf(!(await hasDynamo()))('messages of the queue', () => {
  it('are shares of a run that is whole with the last of them', async () => {
    const { take, app, metric, clock } = await working();
    expect(await take(shares)).toEqual({ batchItemFailures: [] });
    expect((await readRuns(app.store.registers, runLease)).recent).toMatchObject([{ outcome: 'ok', newStories: 4 }]);
    // How the whole stands the scheduler tells.
    expect([metric('NewStories'), metric('Heartbeat')]).toEqual([[4], []]);
    expect(clock.pending).toBe(0);
  });

  it('that come twice are made once', async () => {
    const { take } = await working();
    await take(shares.slice(0, 1));
    const asked = provider.requests.length;
    expect(await take(shares.slice(0, 1), 2)).toEqual({ batchItemFailures: [] });
    expect(provider.requests).toHaveLength(asked);
  });

  it('that another worker is at come again, and the others are done', async () => {
    const { take, hold, letters, hurried, metric } = await working();
    await hold(`${runLease}/0`);
    expect(await take(shares)).toEqual({ batchItemFailures: [{ itemIdentifier: 'm0' }] });
    // Whoever is at it has time to end it.
    expect([metric('Runs'), letters, hurried]).toEqual([[1], [], []]);
  });

  it('that no time is left for come again soon', async () => {
    const { take, clock, hurried } = await working();
    provider.answer.tiingo = () => {};
    const { batchItemFailures } = await take(shares, 1, 6 * second);
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'm0' }, { itemIdentifier: 'm1' }]);
    expect([provider.requests.length, clock.pending, hurried]).toEqual([1, 0, ['h0', 'h1']]);
  });

  it('come again when the store hangs, which is to be opened anew', async () => {
    const { take, app, clock, hurried, lines, lost } = await working();
    app.store.leases.take = () => new Promise<never>(() => {});
    const began = clock.now();
    const { batchItemFailures } = await take(shares, 1, 9 * second);
    expect(batchItemFailures).toEqual([{ itemIdentifier: 'm0' }, { itemIdentifier: 'm1' }]);
    expect(clock.now() - began).toBeLessThan(8.5 * second);
    expect([lost.times, hurried, clock.pending]).toEqual([1, [], 0]);
    const told = lines().filter(({ msg }) => msg === 'trouble');
    expect(told).toMatchObject([{ code: 'STORE_UNAVAILABLE' }, { code: 'STORE_UNAVAILABLE' }]);
  });

  it.each(['no JSON', '', JSON.stringify({ slot: 'noon' })])(
    'that hold no share are buried at once: %j',
    async (body) => {
      const { take, letters } = await working();
      expect((await take([body, shares[0]])).batchItemFailures).toEqual([]);
      expect(letters).toEqual([
        { body, receives: 1, code: 'CONFIG_INVALID', reason: 'the message holds no share of a run' },
      ]);
    },
  );

  it('that fail the third time are buried with their reason', async () => {
    const { take, hold, letters, lines } = await working();
    await hold(`${runLease}/0`);
    expect((await take(shares.slice(0, 1), 3)).batchItemFailures).toEqual([]);
    const reason = 'another process is at the tickers of share 1 of 2';
    expect(letters).toEqual([{ body: JSON.stringify(shares[0]), receives: 3, code: 'ABORTED', reason }]);
    expect(lines().filter(({ msg }) => msg === 'trouble')).toMatchObject([{ code: 'ABORTED', message: reason }]);
  });

  it('that a bug ends say which, without secrets', async () => {
    const { take, letters, app } = await working();
    const { begin } = app;
    Object.assign(app, {
      begin: async () => ({
        ...(await begin()),
        compose: () => ({ run: () => Promise.reject(new TypeError('no such thing for tiingo-key-7f3a9b')) }),
      }),
    });
    await take(shares.slice(0, 1), 3);
    expect(letters).toMatchObject([{ code: 'ABORTED', reason: 'TypeError: no such thing for ***' }]);
  });

  it('whose whole run failed end in an error once, when all of them are dealt with', async () => {
    const { take, begun, metric } = await working();
    provider.answer.tiingo = down;
    await expect(take([...shares, 'no share'])).rejects.toMatchObject({
      name: 'SOURCES_EXHAUSTED',
      message: expect.stringContaining('the run of 2026-06-04T14:00:00.000Z, attempt 1, failed in all its 2 shares'),
    });
    expect([await begun(), metric('FailedRuns')]).toMatchObject([{ ended: { 0: {}, 1: {} } }, [2]]);
    // They come again, all of them: nothing of them is to be done.
    expect(await take(shares, 2)).toEqual({ batchItemFailures: [] });
  });
});
