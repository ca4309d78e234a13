import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAggregate } from '../../../src/sources/finnhub/aggregate.js';
import { createFinnhubSource } from '../../../src/sources/finnhub/index.js';
import { failureOf, fetchOf, now, testKey, tickerOf } from '../../support/ask.js';
import { hasRecordings, recordingText } from '../../support/fixtures.js';

const asked = tickerOf('QNDL');

/** In the shape of an answer. */
const answer = {
  buzz: { articlesInLastWeek: 12, buzz: 0.5, weeklyAverage: 9.5 },
  companyNewsScore: 0.75,
  sectorAverageBullishPercent: 0.6,
  sectorAverageNewsScore: 0.5,
  sentiment: { bearishPercent: 0.2, bullishPercent: 0.8 },
  symbol: 'QNDL',
};

describe('readAggregate', () => {
  test('brings the score to our scale, and says neither a label nor how sure it is', () => {
    expect(readAggregate(answer, asked)).toEqual({
      statement: { score: 0.5, label: null, confidence: null },
      articlesLastWeek: 12,
    });
  });

  test.each([
    [0, -1],
    [0.5, 0],
    [1, 1],
    ['0.25', -0.5],
  ])('a score of %j is %d', (companyNewsScore, score) => {
    expect(readAggregate({ ...answer, companyNewsScore }, asked)).toMatchObject({ statement: { score } });
  });

  test.each([
    {},
    [],
    { ...answer, companyNewsScore: null },
    { ...answer, companyNewsScore: 0, sentiment: { bearishPercent: 0, bullishPercent: 0 } },
    { ...answer, companyNewsScore: 0, sentiment: undefined },
    { companyNewsScore: 0, symbol: '' },
  ])('%j says nothing', (body) => {
    expect(readAggregate(body, asked)).toBeNull();
  });

  test.each([
    null,
    7,
    'x',
    [1],
    { error: 'x' },
    { ...answer, companyNewsScore: undefined },
    { buzz: {}, symbol: 'QNDL' },
    { ...answer, companyNewsScore: 1.01 },
    { ...answer, companyNewsScore: -0.1 },
    { ...answer, companyNewsScore: '' },
    { ...answer, companyNewsScore: 'good' },
    { ...answer, symbol: 'QFNW' },
  ])('%j is no such answer', (body) => {
    const read = readAggregate(body === null ? null : JSON.parse(JSON.stringify(body)), asked);
    expect(read).toBeUndefined();
  });

  test.each([
    [undefined, null],
    [{}, null],
    [{ articlesInLastWeek: -1 }, null],
    [{ articlesInLastWeek: 1.5 }, null],
    [{ articlesInLastWeek: 0 }, 0],
  ])('of a buzz of %j the articles are %j', (buzz, articlesLastWeek) => {
    expect(readAggregate({ ...answer, buzz, symbol: 'qndl' }, asked)).toMatchObject({ articlesLastWeek });
  });

  test('makes no score of whatever JSON comes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (value, sentiment) => {
        const score = readAggregate({ companyNewsScore: value, sentiment }, asked)?.statement.score ?? null;
        if (score !== null) expect(score).toBe(2 * Number(value) - 1);
        if (value === null || value === '' || typeof value === 'boolean') expect(score).toBeNull();
      }),
    );
  });
});

describe('fetchAggregate of Finnhub', () => {
  const asking = (body: string, status = 200, ticker = asked) => {
    const { fetch, urls } = fetchOf(() => new Response(body, { status }));
    const source = createFinnhubSource({ apiKey: testKey, fetch });
    const context = { signal: new AbortController().signal, now };
    return { urls, source, aggregate: Promise.resolve(source.fetchAggregate?.(ticker, context)) };
  };

  test('is one request for one ticker, of which a recording can tell', async () => {
    const { aggregate, urls, source } = asking(JSON.stringify({ ...answer, symbol: 'BRK.B' }), 200, tickerOf('brk-b'));
    expect(await aggregate).toMatchObject({ articlesLastWeek: 12 });
    expect(urls.map(({ href }) => href)).toEqual(['https://finnhub.io/api/v1/news-sentiment?symbol=BRK.B']);
    expect(source.replay.tickersOf(urls[0] as URL)).toEqual(['BRK.B']);
  });

  test('is null where nothing is said', async () => {
    for (const body of ['{}', '[]']) expect(await asking(body).aggregate).toBeNull();
  });

  test.each([
    ['{"error":"You don\'t have access to this resource."}', 403, 'FORBIDDEN'],
    ['{"error":"You don\'t have access to this resource."}', 200, 'FORBIDDEN'],
    ['{"error":"API limit reached. Please try again later. Remaining Limit: 0"}', 429, 'RATE_LIMITED'],
    ['{"error":"Invalid API key."}', 401, 'AUTH_FAILED'],
    ['{"companyNewsScore":65}', 200, 'MALFORMED_RESPONSE'],
    [JSON.stringify({ ...answer, symbol: 'QFNW' }), 200, 'MALFORMED_RESPONSE'],
    ['<html>', 200, 'MALFORMED_RESPONSE'],
    ['', 200, 'EMPTY_RESPONSE'],
  ])('%s with %i is %s', async (body, status, code) => {
    expect(await failureOf(asking(body, status).aggregate)).toMatchObject({ code });
  });

  test('says that a refused entitlement is a matter of the plan', async () => {
    const { aggregate } = asking('{"error":"You don\'t have access to this resource."}', 403);
    expect((await failureOf(aggregate)).hint).toContain('premium plan');
  });

  test('sends nothing without a key', async () => {
    const { fetch, urls } = fetchOf(() => Response.json(answer));
    const context = { signal: new AbortController().signal, now };
    const aggregate = createFinnhubSource({ fetch }).fetchAggregate?.(asked, context);
    expect(await failureOf(Promise.resolve(aggregate))).toMatchObject({ code: 'NOT_CONFIGURED' });
    expect(urls).toEqual([]);
  });

  describe.skipIf(!hasRecordings)('real replies', () => {
    test('the documented sample is read', async () => {
      const { aggregate } = asking(recordingText('docs-sample-finnhub-news-sentiment.json'), 200, tickerOf('V'));
      const read = await aggregate;
      expect(read?.articlesLastWeek).toBe(20);
      expect(read?.statement.score).toBeCloseTo(0.8332, 10);
    });

    test('the recorded refusal of a free key is FORBIDDEN', async () => {
      const { aggregate } = asking(recordingText('finnhub-error-403-news-sentiment.json'), 403);
      expect(await failureOf(aggregate)).toMatchObject({ code: 'FORBIDDEN', status: 403 });
    });
  });
});
