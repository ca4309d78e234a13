import { rmSync } from 'node:fs';
import { IngestError, SourceError } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { createReplayClock, openRecording, type Recording, type ReplayClock } from '../../src/exchange/index.js';
import {
  type EntryFacts,
  entry,
  finnhubUrl,
  recordedAt,
  rejectionOf,
  rules,
  tickersOf,
  tiingoUrl,
  writeHar,
} from '../support/recordings.js';

const open = (entries: readonly object[], members?: object) => openRecording(writeHar(entries, members), rules);

interface Replayed {
  readonly recording: Recording;
  readonly clock: ReplayClock;
  readonly fetch: typeof fetch;
}

async function replayOf(...entries: readonly EntryFacts[]): Promise<Replayed> {
  const recording = await open(entries.map(entry));
  const clock = createReplayClock(recording.startedAt);
  return { recording, clock, fetch: recording.fetchFor('tiingo', clock) };
}

const textOf = async (fetching: Promise<Response>) => (await fetching).text();

describe('a recording', () => {
  test('tells sources, tickers and times', async () => {
    const recording = await open([
      entry({ url: tiingoUrl('msft,qndl'), at: 10, time: 900 }),
      entry({ url: finnhubUrl('BRK.B'), at: 400 }),
      entry({ url: finnhubUrl('MSFT'), at: 500 }),
      { request: { url: 'https://cdn.example/' } },
    ]);
    expect(recording).toMatchObject({
      sources: ['tiingo', 'finnhub'],
      tickers: ['MSFT', 'QNDL', 'BRK.B'],
      mode: null,
      startedAt: recordedAt + 10,
      endedAt: recordedAt + 910,
      entries: 3,
      ignored: 1,
    });
    expect(recording.leftOver()).toBe(3);
    expect(recording.leftOver('tiingo', tickersOf('QNDL', 'MSFT'))).toBeGreaterThan(0);
    expect(recording.leftOver('finnhub', tickersOf('QNDL'))).toBe(0);
  });

  test('takes a url of a source that cannot be asked for tickers for one about all of them', async () => {
    const feed = { baseUrl: 'https://wire.example/feed', emptyBody: '<rss/>', tickersOf: () => null };
    const of = (isUnfiltered: boolean) =>
      openRecording(
        writeHar([entry({ url: 'https://wire.example/feed' }), entry({ url: tiingoUrl('msft,qndl'), at: 10 })]),
        new Map([...rules, ['wire', { ...feed, isUnfiltered }]]),
      );
    expect((await of(true)).batches('wire')).toEqual([['MSFT', 'QNDL']]);
    expect((await of(true)).endOf('wire', tickersOf('QNDL', 'MSFT'))).toBe(recordedAt + 100);
    expect((await of(false)).batches('wire')).toEqual([]);
  });

  test('tells where a source was asked', async () => {
    const recording = await open([entry({ source: 'tiingo', url: 'http://127.0.0.1:8080/tiingo/news?tickers=QNDL' })]);
    expect([recording.baseUrl('tiingo'), recording.baseUrl('finnhub')]).toEqual(['http://127.0.0.1:8080', null]);
  });

  test('tells chain, mode and tickers where they are noted', async () => {
    const startedAt = '2025-03-04T14:00:00.000Z';
    const meta = { version: 1, mode: 'parallel', sources: ['finnhub', 'tiingo', 'x'], tickers: ['Z'], startedAt };
    const recording = await open([entry()], { _ingest: meta });
    expect(recording).toMatchObject({ sources: ['finnhub', 'tiingo', 'x'], mode: 'parallel', tickers: ['Z'] });
    const without = await open([entry()], { _ingest: { ...meta, tickers: [] } });
    expect(without.tickers).toEqual(['QNDL']);
  });

  test('tells batches in the order in which the last exchange of each ended', async () => {
    const recording = await open([
      entry({ url: tiingoUrl('A,B'), at: 0, time: 100 }),
      entry({ url: tiingoUrl('C'), at: 10, time: 200 }),
      entry({ url: tiingoUrl('D'), at: 20, time: 190 }),
      entry({ url: tiingoUrl('b,a'), at: 110, time: 400 }),
      entry({ url: finnhubUrl('E'), at: 0 }),
      entry({ url: 'https://api.tiingo.com/tiingo/news', at: 0 }),
    ]);
    expect(recording.batches('tiingo')).toEqual([['C'], ['D'], ['A', 'B']]);
    expect(recording.batches('finnhub')).toEqual([['E']]);
    expect(recording.batches('x')).toEqual([]);
    expect(recording.endOf('tiingo', tickersOf('B', 'A'))).toBe(recordedAt + 510);
    expect(recording.endOf('tiingo', tickersOf('A'))).toBeNull();
    expect(recording.endOf('finnhub', tickersOf('A', 'B'))).toBeNull();
  });

  test('without an exchange with a source is empty, not invalid', async () => {
    const opening = open([{ request: { url: 'https://cdn.example/' } }]);
    await expect(opening).rejects.toMatchObject({ code: 'REPLAY_EMPTY' });
    await expect(open([])).rejects.toThrow(/day\.har holds no exchange with a source \(tiingo, finnhub\)/);
  });

  test('has a fetch only for sources it has rules for', async () => {
    const recording = await open([entry()]);
    expect(() => recording.fetchFor('x', createReplayClock(0))).toThrow(RangeError);
  });

  test('lets go of its file, more than once', async () => {
    const { recording, fetch } = await replayOf({}, { at: 1 });
    await fetch(tiingoUrl('QNDL'));
    await recording.close();
    await recording[Symbol.asyncDispose]();
    expect(await textOf(fetch(tiingoUrl('QNDL')))).toBe('[]');
    await recording.close();
  });

  test('that is gone when it is needed is invalid', async () => {
    const path = writeHar([entry()]);
    const recording = await openRecording(path, rules);
    rmSync(path);
    const fetching = recording.fetchFor('tiingo', createReplayClock(recordedAt))(tiingoUrl('QNDL'));
    await expect(fetching).rejects.toMatchObject({ code: 'REPLAY_INVALID' });
  });
});

describe('the fetch of a recording', () => {
  test('answers pages in recorded order, then with a page without news', async () => {
    const { fetch, recording } = await replayOf({ text: '[1]' }, { at: 200, text: '[2]' });
    const answers = [];
    for (const query of ['tickers=QNDL', 'limit=9&offset=100&tickers=qndl&token=x', 'tickers=qndl&offset=200']) {
      answers.push(await textOf(fetch(`https://api.tiingo.com/tiingo/news?${query}`)));
    }
    expect(answers).toEqual(['[1]', '[2]', '[]']);
    expect(recording.leftOver()).toBe(0);
  });

  test('makes the page without news look like an answer', async () => {
    const { fetch } = await replayOf({});
    await fetch(tiingoUrl('QNDL'));
    const response = await fetch(tiingoUrl('QNDL'));
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json']);
  });

  test('puts the clock to the recorded end before it answers, and never back', async () => {
    const { fetch, clock } = await replayOf(
      { url: tiingoUrl('A'), at: 0, time: 300 },
      { url: tiingoUrl('B'), at: 100, time: 100 },
      { url: tiingoUrl('C'), at: 5000, time: 40 },
    );
    const ends = [];
    for (const ticker of ['A', 'B', 'C']) {
      await fetch(tiingoUrl(ticker));
      ends.push(clock.now() - recordedAt);
    }
    expect(ends).toEqual([300, 300, 5040]);
  });

  test('keeps what lay between two exchanges off the limits, which nobody waited in', async () => {
    const { fetch, clock } = await replayOf({ time: 100 }, { at: 60_000, time: 100 });
    const controller = new AbortController();
    const cancel = clock.after(250, () => controller.abort());
    await fetch(tiingoUrl('QNDL'), { signal: controller.signal });
    await fetch(tiingoUrl('QNDL'), { signal: controller.signal });
    expect(clock.elapsed().monotonicMs).toBe(200);
    expect(clock.now()).toBe(recordedAt + 60_100);
    cancel();
  });

  test('rejects with the reason of a limit that falls due during the exchange', async () => {
    const { fetch, clock } = await replayOf({ time: 12_000, text: '[1]' });
    const reason = new SourceError('TIMEOUT', 'no page in 10 s', { source: 'tiingo' });
    const controller = new AbortController();
    clock.after(10_000, () => controller.abort(reason));
    expect(await rejectionOf(fetch(tiingoUrl('QNDL'), { signal: controller.signal }))).toBe(reason);
    expect(clock.now()).toBe(recordedAt + 12_000);
  });

  test('lets a limit end a recorded timeout, also when it is due a moment later', async () => {
    const { fetch, clock } = await replayOf({ time: 9996, status: 0, error: 'TIMEOUT' });
    const reason = new SourceError('TIMEOUT', 'no page in 10 s', { source: 'tiingo' });
    const controller = new AbortController();
    clock.after(9999, () => {});
    clock.after(10_000, () => controller.abort(reason));
    clock.after(10_001, () => expect.unreachable());
    expect(await rejectionOf(fetch(tiingoUrl('QNDL'), { signal: controller.signal }))).toBe(reason);
    expect(clock.now()).toBe(recordedAt + 10_000);
  });

  test('times out as recorded when nobody set a limit', async () => {
    const { fetch, clock } = await replayOf({ time: 9996, status: 0, error: 'TIMEOUT' });
    clock.after(60_000, () => expect.unreachable());
    for (const signal of [null, new AbortController().signal]) {
      const error = await rejectionOf(fetch(tiingoUrl('QNDL'), { signal }));
      expect(SourceError.is(error) && [error.code, error.source]).toEqual(['TIMEOUT', 'tiingo']);
    }
    expect(clock.now()).toBe(recordedAt + 9996);
  });

  test('fails as recorded, and again when it is tried again', async () => {
    const { fetch } = await replayOf({ status: 0, error: 'ECONNREFUSED', errorMessage: 'connect ECONNREFUSED' });
    for (let i = 0; i < 3; i += 1) {
      const error = await rejectionOf(fetch(tiingoUrl('QNDL')));
      expect(error).toBeInstanceOf(TypeError);
      expect(error).toMatchObject({ cause: { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED' } });
    }
  });

  test('answers again with the bad status that was the last', async () => {
    const { fetch } = await replayOf({ text: '[1]' }, { at: 200, status: 500, text: 'down' });
    const seen = [];
    for (let i = 0; i < 4; i += 1) {
      const response = await fetch(tiingoUrl('QNDL'));
      seen.push([response.status, await response.text()]);
    }
    expect(seen).toEqual([
      [200, '[1]'],
      [500, 'down'],
      [500, 'down'],
      [500, 'down'],
    ]);
  });

  test('ends the run where the recorded one was stopped', async () => {
    const { fetch } = await replayOf({ status: 0, error: 'ABORTED' });
    const error = await rejectionOf(fetch(tiingoUrl('QNDL')));
    expect(IngestError.is(error) && !SourceError.is(error) && error.code).toBe('ABORTED');
  });

  test('uses nothing up when its signal has aborted before', async () => {
    const { fetch, recording, clock } = await replayOf({});
    const reason = new Error('stopped');
    expect(await rejectionOf(fetch(tiingoUrl('QNDL'), { signal: AbortSignal.abort(reason) }))).toBe(reason);
    expect(recording.leftOver()).toBe(1);
    expect(clock.now()).toBe(recordedAt);
  });

  test('names source, path, tickers and what was recorded, when that was never asked', async () => {
    const { fetch, clock } = await replayOf({ url: tiingoUrl('A,B') }, { url: tiingoUrl('C') });
    const error = await rejectionOf(fetch(`${tiingoUrl('msft,a')}&token=s3cr3t`));
    expect(IngestError.is(error) && !SourceError.is(error) && error.code).toBe('REPLAY_MISMATCH');
    expect((error as IngestError).message).toMatch(
      /day\.har holds no answer of tiingo to GET \/tiingo\/news of A,MSFT; it holds: A,B; C$/,
    );
    expect(clock.now()).toBe(recordedAt);
    const finnhub = await rejectionOf((await open([entry()])).fetchFor('finnhub', clock)(finnhubUrl('QNDL')));
    expect((finnhub as IngestError).message).toMatch(
      /of finnhub to GET \/company-news of QNDL; it holds: no exchange with/,
    );
  });

  test('answers an adapter that is configured with another base url than was recorded', async () => {
    const marked = { source: 'finnhub', url: 'http://127.0.0.1:8787/api/v1/company-news?symbol=A' };
    const recording = await open([entry({ ...marked, text: '[7]' })]);
    const replay = recording.fetchFor('finnhub', createReplayClock(recording.startedAt));
    expect(await textOf(replay(finnhubUrl('a')))).toBe('[7]');
  });

  test('takes a Request as well', async () => {
    const { fetch } = await replayOf({ text: '[1]' });
    expect(await textOf(fetch(new Request(tiingoUrl('QNDL'), { headers: { authorization: 'Token x' } })))).toBe('[1]');
  });
});
