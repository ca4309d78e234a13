import { renameSync, utimesSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { indexRecording } from '../../src/exchange/index-recording.js';
import {
  type EntryFacts,
  entry,
  finnhubUrl,
  harText,
  recordedAt,
  rules,
  tiingoUrl,
  writeHar,
  writeRecording,
} from '../support/recordings.js';

const index = (entries: readonly object[], members?: object) => indexRecording(writeHar(entries, members), rules);

/** A valid entry with parts of it replaced. */
function broken(request: object, response: object = {}, members: object = {}): object {
  const whole = entry({ source: 'tiingo' }) as { request: object; response: object };
  return {
    ...whole,
    request: { ...whole.request, ...request },
    response: { ...whole.response, ...response },
    ...members,
  };
}

describe('the index of a recording', () => {
  test('says what was asked, when, and how it ended', async () => {
    const facts = { url: tiingoUrl('msft,QNDL'), at: 500, time: 250.4, status: 503 };
    const { exchanges } = await index([entry(facts)]);
    expect(exchanges).toMatchObject([
      {
        asked: { source: 'tiingo', method: 'GET', path: '/tiingo/news', tickers: ['MSFT', 'QNDL'] },
        place: { number: 1, longText: null },
        start: recordedAt + 500,
        end: recordedAt + 750,
        failed: true,
      },
    ]);
  });

  test('says where in the file the entries are, and where their long bodies', async () => {
    const text = JSON.stringify(['é"'.repeat(20_000)]);
    const file = harText([entry(), entry({ text })]);
    const { exchanges } = await indexRecording(writeRecording(file), rules);
    const bytes = Buffer.from(file);
    const found = exchanges.map(({ place: { offset, length } }) => bytes.toString('utf8', offset, offset + length));
    expect(found.map((json) => JSON.parse(json))).toEqual([entry(), entry({ text })]);
    const [short, long] = exchanges.map(({ place }) => place.longText);
    expect(short).toBeNull();
    const { offset } = exchanges[1]?.place ?? { offset: 0 };
    expect(JSON.parse(bytes.toString('utf8', offset + (long?.from ?? 0), offset + (long?.to ?? 0)))).toBe(text);
  });

  test('reads an entry as a whole where it is not the body that is long', async () => {
    const long = 'x'.repeat(20_000);
    const { exchanges } = await index([entry({ headers: { a: long } }), entry({ headers: { a: long }, text: long })]);
    expect(exchanges.map(({ place }) => place.longText)).toEqual([null, null]);
  });

  test('is in the order of the times, and of equal times in the order of the file', async () => {
    const at = [300, 100, 200, 100];
    const { exchanges } = await index(at.map((time) => entry({ at: time })));
    expect(exchanges.map(({ place }) => place.number)).toEqual([2, 4, 3, 1]);
  });

  test.each<[string, EntryFacts, boolean]>([
    ['200', {}, false],
    ['299', { status: 299 }, false],
    ['301', { status: 301 }, true],
    ['429', { status: 429 }, true],
    ['0', { status: 0 }, true],
    ['200 with a reason', { error: 'CANCELLED' }, true],
  ])('takes status %s for what it is', async (_, facts, failed) => {
    expect((await index([entry(facts)])).exchanges[0]?.failed).toBe(failed);
  });

  test.each([null, -1, 0, 12.5])('reads a time of %j', async (time) => {
    const { exchanges } = await index([{ ...entry(), time }]);
    expect(exchanges[0]?.end).toBe(recordedAt + Math.max(0, Math.round(time ?? 0)));
  });

  test.each([1e16, 1e300, -1e16, 90_000_000])('refuses an entry that took %j ms, by its number', async (time) => {
    await expect(index([entry(), { ...entry(), time }])).rejects.toMatchObject({
      code: 'REPLAY_INVALID',
      message: expect.stringContaining('entry 2: time: not a time that an exchange takes'),
    });
  });

  test.each(['0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '1969-12-31T23:59:59Z'])(
    'refuses an entry of %s, by its number',
    async (startedDateTime) => {
      await expect(index([{ ...entry(), startedDateTime }])).rejects.toMatchObject({
        code: 'REPLAY_INVALID',
        message: expect.stringContaining('entry 1: startedDateTime: '),
      });
    },
  );

  test('takes a body that a browser had in its cache for a good answer', async () => {
    const { exchanges } = await index([entry({ status: 304 }), entry({ status: 304, text: '' })]);
    expect(exchanges.map(({ failed }) => failed)).toEqual([false, true]);
  });

  test('names the hosts and marks of what is no exchange with a source', async () => {
    const cdn = { request: { url: 'https://cdn.example/app.js' } };
    const { others } = await index([cdn, cdn, entry({ source: 'unheard-of', url: 'https://u.example/' }), entry()]);
    expect(others).toEqual(['cdn.example', 'unheard-of']);
    const many = Array.from({ length: 9 }, (_, host) => ({ request: { url: `https://h${host}.example/` } }));
    expect((await index(many)).others).toEqual([
      'h0.example',
      'h1.example',
      'h2.example',
      'h3.example',
      'h4.example',
      '…',
    ]);
  });

  test('knows through which base url each source was asked', async () => {
    const { bases } = await index([
      entry({ source: 'tiingo', url: 'http://127.0.0.1:8080/proxy/tiingo/news?tickers=QNDL' }),
      entry({ url: finnhubUrl('QNDL'), at: 5 }),
      entry({ source: 'unheard-of', url: 'https://u.example/' }),
    ]);
    expect([...bases]).toEqual([
      ['tiingo', 'http://127.0.0.1:8080'],
      ['finnhub', 'https://finnhub.io/api/v1'],
    ]);
  });

  test('reads instants as other tools write them', async () => {
    const startedDateTime = '2025-03-04T15:00:00.1234567+01:00';
    expect((await index([{ ...entry(), startedDateTime }])).exchanges[0]?.start).toBe(recordedAt + 123);
  });

  test('counts what is no exchange with a source, whatever it looks like', async () => {
    const { exchanges, ignored, sources } = await index([
      { request: { url: 'https://cdn.example/app.js' } },
      { request: { url: `data:image/png;base64,${'A'.repeat(50_000)}`, method: 'GET' }, response: { status: 'odd' } },
      { request: { url: 'about:blank' }, startedDateTime: 1 },
      { request: { url: 'not a url' } },
      entry({ method: 'OPTIONS' }),
      entry({ source: 'unheard-of', url: 'https://unheard.example/news', at: -5 }),
      entry(),
    ]);
    expect([exchanges.length, ignored]).toEqual([1, 6]);
    expect(sources).toEqual(['unheard-of', 'tiingo']);
  });

  test('names sources in the order in which they were first asked', async () => {
    const entries = [
      entry({ at: 20 }),
      entry({ at: 10, url: finnhubUrl('QNDL') }),
      entry({ at: 5, method: 'OPTIONS' }),
    ];
    expect((await index(entries)).sources).toEqual(['finnhub', 'tiingo']);
  });

  test('knows the run where it is noted, before or behind the entries', async () => {
    const meta = {
      version: 1,
      mode: 'parallel',
      sources: ['a'],
      tickers: ['X'],
      startedAt: '2025-03-04T14:00:00.000Z',
    };
    expect((await index([entry()], { _ingest: meta })).meta).toEqual(meta);
    const behind = JSON.stringify({ log: { entries: [entry()], _ingest: meta } });
    expect((await indexRecording(writeRecording(behind), rules)).meta).toEqual(meta);
    expect((await index([entry()])).meta).toBeNull();
  });

  test.each([
    ['has no request', { startedDateTime: '2025-03-04T14:00:00Z' }, 'request'],
    ['has no url', broken({ url: undefined }), 'request.url'],
    ['has an empty url', broken({ url: '' }), 'request.url'],
    ['is marked and has a url that is none', broken({ url: 'news' }), 'request.url'],
    ['has no method', broken({ method: undefined }), 'request.method'],
    ['has no instant', broken({}, {}, { startedDateTime: 'yesterday' }), 'startedDateTime'],
    ['has no answer', broken({}, {}, { response: undefined }), 'response'],
    ['has a status that is none', broken({}, { status: 20_000 }), 'response.status'],
  ])('refuses an entry that %s, by its number', async (_, wrong, where) => {
    await expect(index([entry(), wrong])).rejects.toMatchObject({ code: 'REPLAY_INVALID' });
    await expect(index([entry(), wrong])).rejects.toThrow(
      new RegExp(`day\\.har: entry 2: ${where.replace('.', '\\.')}`),
    );
  });

  test('refuses a note of the run that it does not understand', async () => {
    const newer = index([entry()], { _ingest: { version: 2 } });
    await expect(newer).rejects.toMatchObject({ code: 'REPLAY_INVALID' });
    await expect(newer).rejects.toThrow(/log\._ingest: version/);
  });
});

describe('the seed', () => {
  const seedOf = async (...entries: readonly object[]) => (await index(entries)).seed;

  test('is the same for the same exchanges, wherever and whenever the file was written', async () => {
    const path = writeHar([entry(), entry({ at: 5 })]);
    const { seed } = await indexRecording(path, rules);
    expect(seed).toMatch(/^[0-9a-f]{64}$/);
    renameSync(path, `${path}.moved.har`);
    utimesSync(`${path}.moved.har`, 1, 1);
    expect((await indexRecording(`${path}.moved.har`, rules)).seed).toBe(seed);
    expect(await seedOf(entry(), { request: { url: 'https://cdn.example/' } }, entry({ at: 5 }))).toBe(seed);
  });

  test.each<[string, EntryFacts]>([
    ['ticker', { url: tiingoUrl('MSFT') }],
    ['start', { at: 1 }],
    ['time', { time: 101 }],
    ['status', { status: 201 }],
    ['reason', { error: 'ECONNRESET' }],
    ['size', { text: '[] ' }],
  ])('differs where a %s differs', async (_, facts) => {
    expect(await seedOf(entry(facts))).not.toBe(await seedOf(entry()));
  });

  test('does not depend on what matching ignores', async () => {
    const url = 'https://api.tiingo.com/tiingo/news/?limit=5&tickers=qndl';
    const same = 'https://api.tiingo.com/tiingo/news/?tickers=QNDL&limit=5';
    expect(await seedOf(entry({ url }))).toBe(await seedOf(entry({ url: same })));
  });
});
