import { IngestError, runReport } from '@ingest/core';
import { candidateItem, scriptedSource } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { pageStore } from '../support/page-store.js';
import { type Answer, failure, setup, startOfDay } from '../support/run-setup.js';

const good: Answer = () => ({ page: { items: [candidateItem()] } });
const source = (answer: Answer, name = 'first') => scriptedSource({ name, answer });

/** A run whose store does not take the lease back. */
function keepingTheLease(error: Error, answer = good) {
  const { store } = pageStore();
  const leases = { ...store.leases, release: () => Promise.reject(error) };
  const redact = (text: string) => text.replaceAll('hunter22', '***');
  return setup({ sources: [source(answer)], store: { ...store, leases }, redact });
}

/** A share of a run, and the register in which it is told what its shares came to. */
const share = { name: 'run', slot: startOfDay, from: startOfDay - 300_000, attempt: 0, count: 1, index: 0 };
const past = {
  runId: 'r',
  startedAt: startOfDay,
  durationMs: 1,
  outcome: 'ok',
  newStories: 0,
  unanswered: 0,
  failovers: 0,
};

describe('a share', () => {
  it('that somebody made between the question and the lease is left out, and the lease is given back', async () => {
    const asked = source(good);
    const test = setup({ sources: [asked], leaseName: 'run/0', share });
    const ended = { ...share, ended: { 0: past } };
    await test.stored.store.registers.change('shares/run', () => ({ after: ended, result: null }));
    const report = await test.run();
    expect(report).toMatchObject({ outcome: 'skipped', warnings: ['another process has made it'], requests: 0 });
    expect(report.error).toBeUndefined();
    expect(asked.requests).toEqual([]);
    expect(test.events).toEqual([]);
    expect(test.stored.lease).toBeNull();
  });
});

describe('run', () => {
  it('gives a report of the published shape, whatever happened', async () => {
    for (const answer of [good, () => failure('SERVER_ERROR'), () => ({ hang: true as const })]) {
      const report = await setup({ sources: [source(answer)] }).run();
      expect(() => runReport.parse(report)).not.toThrow();
    }
  });

  it('adds up: received is the sum of all verdicts', async () => {
    const items = [
      candidateItem(),
      candidateItem(),
      candidateItem({ sourceId: '2' }),
      candidateItem({ tickers: ['XOM'] }),
      candidateItem({ sourceId: '1', headline: 'Calder Motors cuts its revenue forecast for the year' }),
    ];
    const { items: counts } = await setup({ sources: [source(() => ({ page: { items } }))] }).run();
    expect(counts).toEqual({ received: 5, new: 1, duplicate: 2, revised: 1, collisions: 0, rejected: 1 });
  });

  it('reads the last 24 hours unless told otherwise', async () => {
    const asked = source(good);
    await setup({ sources: [asked] }).run();
    expect(asked.requests[0]).toMatchObject({
      reading: 'fresh',
      window: { from: startOfDay - 86_400_000, to: startOfDay },
    });
    await setup({ sources: [asked], reading: { kind: 'fresh', sinceMs: null } }).run();
    expect(asked.requests[1]).toMatchObject({ reading: 'fresh', window: null });
    await setup({ sources: [asked], reading: { kind: 'range', from: 1, to: 2 } }).run();
    expect(asked.requests[2]).toMatchObject({ reading: 'range', window: { from: 1, to: 2 } });
  });

  it('is skipped while another process holds the lease, and asks nothing', async () => {
    const asked = source(good);
    const test = setup({ sources: [asked] });
    const owner = { holder: 'another run', bootId: 'b', pid: 7, processStart: '1' };
    test.stored.lease = {
      name: 'run',
      number: 9,
      ...owner,
      takenAt: startOfDay - 5000,
      from: startOfDay - 65_000,
      until: startOfDay + 55_000,
    };
    const report = await test.run();
    expect(report).toMatchObject({
      outcome: 'skipped',
      heldBy: { holder: 'another run', since: '2026-06-04T13:59:55.000Z' },
    });
    expect(asked.requests).toHaveLength(0);
    expect(test.events.map(({ type }) => type)).toEqual(['run:skipped']);
  });

  it('takes the lease of a process that is gone', async () => {
    const identity = { owner: { holder: 'me', bootId: 'b', pid: 8, processStart: '2' }, isGone: () => true };
    const test = setup({ sources: [source(good)], identity });
    test.stored.lease = {
      name: 'run',
      number: 0,
      ...identity.owner,
      takenAt: startOfDay,
      from: startOfDay - 60_000,
      until: startOfDay + 60_000,
    };
    expect((await test.run()).outcome).toBe('ok');
    expect(test.stored.lease).toBeNull();
  });

  it('renews the lease while it works, and writes nothing once it is lost', async () => {
    const test = setup({
      tickers: ['A', 'B', 'C', 'D'],
      sources: [
        scriptedSource({
          name: 'first',
          capabilities: { maxTickersPerRequest: 1 },
          answer: async ({ tickers }, call) => {
            await test.clock.wait(9000);
            if (call === 3) test.stored.lease = null;
            return { page: { items: [candidateItem({ sourceId: `${call}`, tickers: [...tickers] })] } };
          },
        }),
      ],
      batching: { plan: (_, tickers) => tickers.map((ticker) => [ticker]), maxConcurrent: 1 },
    });
    const report = await test.run();
    expect(report).toMatchObject({ outcome: 'failed', error: { code: 'STORE_LEASE_LOST' } });
    expect(test.stored.events).toHaveLength(3);
  });

  it('rejects before anything is asked when no source has its key, and names every key', async () => {
    const keyless = ['first', 'second'].map((name) => scriptedSource({ name, keyId: null, answer: good }));
    const test = setup({ sources: keyless });
    await expect(test.run()).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: 'no source can be asked: FIRST_API_KEY and SECOND_API_KEY are not set',
    });
    expect([test.stored.lease, test.events]).toEqual([null, []]);
  });

  it('reports an error of the store and stops', async () => {
    const second = source(good, 'second');
    const test = setup({ sources: [source(good), second] });
    test.stored.failWith(new IngestError('STORE_FULL', 'news.db cannot grow', { hint: 'make room' }));
    const report = await test.run();
    expect(report).toMatchObject({
      outcome: 'failed',
      error: { code: 'STORE_FULL', message: 'news.db cannot grow', hint: 'make room' },
    });
    expect(second.requests).toHaveLength(0);
    // Giving it back would only wait for the store once more.
    expect(test.stored.lease).not.toBeNull();
  });

  it('counts what was stored before the store failed', async () => {
    const pages: Answer = (_, call) => {
      if (call === 1) test.stored.failWith(new IngestError('STORE_FULL', 'news.db cannot grow'));
      return { page: { items: [candidateItem({ sourceId: `${call}` })], next: call + 1 } };
    };
    const test = setup({ sources: [source(pages)] });
    const report = await test.run();
    expect(report).toMatchObject({
      outcome: 'failed',
      requests: 2,
      items: { received: 1, new: 1 },
      sources: [{ source: 'first', outcome: 'failed', errorCode: 'STORE_FULL' }],
    });
  });

  it('stops at once when it is aborted, keeps whole pages and frees the lease', async () => {
    const stop = new AbortController();
    const test = setup({
      sources: [
        source((_, call) => {
          if (call === 0) return { page: { items: [candidateItem()], next: 1 } };
          stop.abort();
          return { hang: true };
        }),
        source(good, 'second'),
      ],
    });
    const report = await test.run({ signal: stop.signal });
    expect(report).toMatchObject({ outcome: 'failed', error: { code: 'ABORTED' }, items: { new: 1 } });
    expect(report.durationMs).toBe(0);
    expect(test.stored.lease).toBeNull();
    expect(test.clock.pending).toBe(0);
  });

  it('stops and commits nothing more when a replay does not fit', async () => {
    const mismatch = { error: new IngestError('REPLAY_MISMATCH', 'never recorded') };
    const test = setup({ sources: [source(() => mismatch), source(good, 'second')] });
    const report = await test.run();
    expect(report).toMatchObject({ outcome: 'failed', error: { code: 'REPLAY_MISMATCH' }, failovers: [] });
    expect(test.stored.commits).toEqual([]);
  });

  it('stays what it was when the lease cannot be given back, and warns of it without secrets', async () => {
    const test = keepingTheLease(new IngestError('STORE_BUSY', 'hunter22.db is locked'));
    expect(await test.run()).toMatchObject({
      outcome: 'ok',
      warnings: ['the lease was not given back (***.db is locked): it ends by itself within a minute'],
    });
  });

  it('reports what ended it, although the lease cannot be given back', async () => {
    const mismatch: Answer = () => ({ error: new IngestError('REPLAY_MISMATCH', 'never recorded') });
    const test = keepingTheLease(new IngestError('STORE_BUSY', 'news.db is locked'), mismatch);
    expect(await test.run()).toMatchObject({
      outcome: 'failed',
      error: { code: 'REPLAY_MISMATCH' },
      warnings: [expect.stringContaining('news.db is locked')],
    });
  });

  it('passes on a bug in giving back the lease', async () => {
    await expect(keepingTheLease(new TypeError('a bug')).run()).rejects.toThrow('a bug');
  });

  it('passes on a bug as it is', async () => {
    const test = setup({ sources: [source(() => ({ error: new TypeError('a bug') }))] });
    await expect(test.run()).rejects.toThrow('a bug');
    expect(test.stored.lease).toBeNull();
  });

  it('writes no state and takes no lease when it writes only news', async () => {
    const test = setup({ sources: [source(good)], writes: 'news' });
    expect((await test.run()).items.new).toBe(1);
    expect(test.stored.events).toHaveLength(1);
    expect(test.stored.commits.map(({ lease }) => lease)).toEqual([null]);
    expect([test.stored.states, test.stored.watermarks]).toEqual([[], []]);
  });

  it('asks, judges and counts on a dry run, and writes nothing', async () => {
    const items = [
      candidateItem(),
      candidateItem({ sourceId: '2' }),
      candidateItem({ headline: 'Calder Motors cuts its forecast again' }),
    ];
    const pages: Answer = (_, call) => ({
      page: {
        items: call % 2 === 0 ? items : [candidateItem({ tickers: ['AAPL', 'MSFT'] })],
        next: call % 2 === 0 ? 3 : null,
      },
    });
    const test = setup({ sources: [source(pages)], writes: 'nothing' });
    expect((await test.run()).items).toMatchObject({ new: 1, duplicate: 1, revised: 2 });
    expect((await test.run()).items).toMatchObject({ new: 1 });
    expect([test.stored.commits, test.stored.lease]).toEqual([[], null]);
  });

  it('keeps the state of a source: successes, failures in a row, the last error', async () => {
    const test = setup({
      sources: [source((_, call) => (call < 2 ? failure('NOT_FOUND') : { page: { items: [candidateItem()] } }))],
    });
    await test.run();
    await test.run();
    expect(test.stored.states.at(-1)).toMatchObject({
      consecutiveFailures: 2,
      lastErrorCode: 'NOT_FOUND',
      lastSuccessAt: null,
    });
    await test.run();
    expect(test.stored.states.at(-1)).toMatchObject({ consecutiveFailures: 0, lastErrorCode: null, lastOutcome: 'ok' });
  });

  it('takes secrets out of messages', async () => {
    const redact = (text: string) => text.replaceAll('hunter22', '***');
    const test = setup({ sources: [source(() => ({ error: new Error() }))], redact });
    await expect(test.run()).rejects.toThrow();
    const leaking = scriptedSource({ name: 'first', answer: () => failure('AUTH_FAILED', 'hunter22') });
    const report = await setup({ sources: [leaking], redact }).run();
    expect(JSON.stringify(report)).not.toContain('hunter22');
  });

  it('warns of a source without its key also when nobody needed it, and calls it no failover when somebody did', async () => {
    const spare = scriptedSource({ name: 'spare', keyId: null, answer: good });
    const served = await setup({ sources: [source(good), spare] }).run();
    expect(served.warnings).toEqual([expect.stringContaining('SPARE_API_KEY is not set')]);
    expect(served.sources[1]).toMatchObject({ outcome: 'not-configured', errorCode: 'NOT_CONFIGURED' });
    const alone = setup({ sources: [source(() => failure('NOT_FOUND')), spare] });
    const failed = await alone.run();
    expect(failed).toMatchObject({ outcome: 'failed', failovers: [] });
    expect(failed.collections.map(({ source: name, isFailover }) => [name, isFailover])).toContainEqual([
      'spare',
      false,
    ]);
    expect(alone.events.filter(({ type }) => type === 'failover:happened')).toEqual([]);
  });
});
