import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DeleteTableCommand } from '@aws-sdk/client-dynamodb';
import { IngestError, type Job, readRuns, readShares, runLease } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import { hang, providers, tiingoList } from '../../../../packages/cli/test/support/providers.js';
import { hasDynamo, sharedClient } from '../../../../packages/storage/test/support/dynamodb.js';
import { type TickOptions, tick } from '../../src/tick/tick.js';
import { down, minute, news, passing, second, slot, unitApp } from '../support/unit-app.js';

const provider = providers();

/** A function that is woken, each time at the time of its clock. */
async function woken(changes: Readonly<Record<string, string>> = {}, queue: TickOptions['queue'] = null) {
  provider.answer.tiingo = tiingoList(news());
  const made = await unitApp(provider, changes);
  const { app, clock } = made;
  const wake = (scheduledAt = clock.now(), remainingMs = minute) =>
    passing(clock, tick({ app, scheduledAt, queue, remainingMs }));
  return { ...made, wake, begun: () => readShares(app.store.registers, runLease, clock.now()) };
}

describe.skipIf(!(await hasDynamo()))('a tick', () => {
  it('makes the run that is due, writes its metrics, and leaves nothing behind', async () => {
    const { wake, clock, metric, begun } = await woken();
    expect(await wake()).toMatchObject({
      outcome: 'ok',
      slot: '2026-06-04T14:00:00.000Z',
      attempt: 0,
      items: { new: 2 },
      unanswered: [],
      failovers: [],
      incidents: [],
      warnings: [],
    });
    expect([metric('NewStories'), metric('Runs'), metric('Heartbeat')]).toEqual([[2], [1], [1]]);
    expect(await begun()).toMatchObject({ slot, attempt: 0, count: 1, ended: { 0: { outcome: 'ok' } } });
    expect(clock.pending).toBe(0);
  });

  it('with nothing due asks nobody, and tells all the same how things stand', async () => {
    const { wake, clock, metric } = await woken();
    await wake();
    const asked = provider.requests.length;
    await clock.advance(minute);
    expect(await wake()).toEqual({ outcome: 'idle', delivered: 0 });
    expect(provider.requests).toHaveLength(asked);
    expect([metric('Runs'), metric('Heartbeat'), metric('FailedRuns')]).toEqual([
      [1, 0],
      [1, 1],
      [0, 0],
    ]);
  });

  it('delivers what an earlier one could not', async () => {
    const { folder } = await unitApp(provider);
    const path = join(folder, 'sub', 'news.ndjson');
    const { wake, clock } = await woken({ INGEST_CONFIG: JSON.stringify({ sinks: [{ use: 'file', path }] }) });
    expect(await wake()).toMatchObject({ outcome: 'ok', notifications: { pending: 1, delivered: 0 } });
    mkdirSync(join(folder, 'sub'));
    await clock.advance(minute);
    expect(await wake()).toEqual({ outcome: 'idle', delivered: 1 });
    expect(readFileSync(path, 'utf8').split('\n').filter(Boolean)).toHaveLength(1);
  });

  it('whose run failed throws, with state and metrics written, and fails again when it is told again', async () => {
    const { wake, clock, metric, app } = await woken();
    provider.answer.tiingo = down;
    const at = slot + second;
    await expect(wake(at)).rejects.toMatchObject({
      name: 'SOURCES_EXHAUSTED',
      message: expect.stringMatching(
        /^no source could be collected: tiingo SERVER_ERROR \(run \w+: 0 new stories are stored, 1 of 1 /,
      ),
    });
    expect([metric('FailedRuns'), metric('Heartbeat')]).toEqual([[1], [1]]);
    expect((await readRuns(app.store.registers, runLease)).recent).toMatchObject([{ outcome: 'failed' }]);
    const asked = provider.requests.length;
    await expect(wake(at)).rejects.toMatchObject({
      name: 'SOURCES_EXHAUSTED',
      message: expect.stringContaining('of 2026-06-04T14:00:00.000Z, attempt 1, failed, and is not tried again now'),
    });
    expect(provider.requests).toHaveLength(asked);
    await clock.advance(minute);
    provider.answer.tiingo = tiingoList(news());
    expect(await wake(at)).toMatchObject({ outcome: 'ok', attempt: 1 });
    expect(await wake(at)).toMatchObject({ outcome: 'idle' });
  });

  it('tries a failed run again twice, and leaves the slot alone then', async () => {
    const { wake, clock, app } = await woken();
    provider.answer.tiingo = down;
    for (const attempt of [0, 1, 2]) {
      await expect(wake(), `attempt ${attempt}`).rejects.toMatchObject({ name: 'SOURCES_EXHAUSTED' });
      await clock.advance(minute);
    }
    expect(await wake()).toMatchObject({ outcome: 'idle' });
    expect((await readRuns(app.store.registers, runLease)).recent).toHaveLength(3);
  });

  it('leaves a run alone that somebody else is at, and nothing failed', async () => {
    const { wake, hold } = await woken();
    await hold(runLease);
    expect(await wake()).toMatchObject({ outcome: 'skipped', slot: '2026-06-04T14:00:00.000Z', delivered: 0 });
    expect(provider.requests).toEqual([]);
  });

  it('whose time is over throws what is left out, and the next one goes on with the same attempt', async () => {
    const { wake, clock, begun, metric } = await woken();
    provider.answer.tiingo = hang;
    await expect(wake(slot, 16 * second)).rejects.toMatchObject({
      name: 'ABORTED',
      message: expect.stringMatching(
        /1 of 1 tickers have no answer\); whole pages are stored; the next run reads the rest$/,
      ),
    });
    expect(clock.now() - slot).toBeLessThan(16 * second);
    expect([await begun(), metric('Heartbeat')]).toMatchObject([{ attempt: 0, ended: {} }, [1]]);
    expect(clock.pending).toBe(0);
    provider.answer.tiingo = tiingoList(news());
    await clock.advance(minute);
    expect(await wake()).toMatchObject({ outcome: 'ok', attempt: 0 });
  });

  it('without its table says what is wrong, and that the store does not answer', async () => {
    const { wake, table, metric } = await woken();
    await (await sharedClient()).send(new DeleteTableCommand({ TableName: table }));
    await expect(wake()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', message: expect.stringContaining(table) });
    expect(metric('Heartbeat')).toEqual([0]);
  });

  it('whose store hangs throws before its time is over, and says that the store does not answer', async () => {
    const { wake, app, clock, lines, metric } = await woken();
    app.store.registers.list = () => new Promise<never>(() => {});
    const began = clock.now();
    await expect(wake(slot, 9 * second)).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
      message: expect.stringMatching(/^the store dynamodb:.* did not answer in time \(registers\.list\)$/),
    });
    expect(clock.now() - began).toBeLessThan(8.5 * second);
    expect(metric('Heartbeat')).toEqual([0]);
    expect(lines().filter(({ msg }) => msg === 'trouble')).toMatchObject([{ code: 'STORE_UNAVAILABLE' }]);
    expect(clock.pending).toBe(0);
  });

  it('sends the shares of more tickers than make one, and makes none itself', async () => {
    const sent: Job[] = [];
    const send = async (jobs: readonly Job[]) => void sent.push(...jobs);
    const { wake, clock, begun } = await woken({ INGEST_TICKERS: 'AAPL,MSFT,TSLA' }, { tickersPerShare: 2, send });
    expect(await wake()).toMatchObject({ outcome: 'sent', attempt: 0, shares: 2 });
    expect(sent.map(({ tickers }) => tickers)).toEqual([['AAPL', 'MSFT'], ['TSLA']]);
    expect([await begun(), provider.requests]).toMatchObject([{ count: 2, ended: {} }, []]);
    await clock.advance(minute);
    expect(await wake()).toMatchObject({ outcome: 'idle' });
    expect(sent).toHaveLength(2);
  });

  it('makes one share of few tickers itself, also where there is a queue', async () => {
    const send = () => Promise.reject(new Error('nothing is to be sent'));
    const { wake } = await woken({ INGEST_TICKERS: 'AAPL,MSFT' }, { tickersPerShare: 2, send });
    expect(await wake()).toMatchObject({ outcome: 'ok' });
  });

  it('begins nothing that it could not send, so that the next one does', async () => {
    const sent: Job[] = [];
    let isDown = true;
    const send = async (jobs: readonly Job[]) => {
      if (isDown) throw new Error('away');
      sent.push(...jobs);
    };
    const { wake, begun } = await woken({ INGEST_TICKERS: 'AAPL,MSFT' }, { tickersPerShare: 1, send });
    await expect(wake()).rejects.toThrow('away');
    expect(await begun()).toBeNull();
    isDown = false;
    expect(await wake()).toMatchObject({ outcome: 'sent', shares: 2 });
  });

  it('whose queue takes no shares does everything else, and then says so', async () => {
    const send = () => Promise.reject(new IngestError('NETWORK', 'the queue is away'));
    const queue = { tickersPerShare: 1, send };
    const { folder } = await unitApp(provider);
    const path = join(folder, 'sub', 'news.ndjson');
    const sinks = JSON.stringify({ sinks: [{ use: 'file', path }] });
    const { wake, app, clock, lines, metric } = await woken({ INGEST_TICKERS: 'AAPL,MSFT', INGEST_CONFIG: sinks });
    expect(await wake()).toMatchObject({ outcome: 'ok', notifications: { pending: 1 } });
    mkdirSync(join(folder, 'sub'));
    await clock.advance(15 * minute);
    const unsent = () => passing(clock, tick({ app, scheduledAt: clock.now(), queue, remainingMs: minute }));
    await expect(unsent()).rejects.toMatchObject({ code: 'NETWORK', message: 'the queue is away' });
    expect(readFileSync(path, 'utf8').split('\n').filter(Boolean)).toHaveLength(1);
    expect(metric('Heartbeat')).toEqual([1, 1]);
    await expect(unsent()).rejects.toMatchObject({ code: 'NETWORK' });
    expect(lines().filter(({ msg }) => msg === 'slots:missed')).toEqual([]);
  });

  it('tells of slots that nobody ran', async () => {
    const { wake, clock, lines } = await woken();
    await wake();
    await clock.advance(15 * minute);
    await wake();
    const missed = lines().filter(({ msg }) => msg === 'slots:missed');
    expect(missed).toMatchObject([{ count: 2, first: '2026-06-04T14:05:00.000Z' }]);
  });

  it('removes what is old once a day, and does its work when that fails', async () => {
    const { wake, clock, app, lines } = await woken();
    let pruned = 0;
    const prune = app.store.maintenance.prune;
    app.store.maintenance.prune = async (options) => {
      pruned += 1;
      if (pruned === 1) throw new Error('too much for once');
      return prune(options);
    };
    for (let index = 0; index < 3; index += 1) {
      expect((await wake()).outcome).not.toBe('failed');
      await clock.advance(minute);
    }
    expect(pruned).toBe(2);
    expect(lines().filter(({ msg }) => msg === 'trouble')).toMatchObject([
      { message: 'what is old was not removed, which is tried again: too much for once' },
    ]);
  });
});
