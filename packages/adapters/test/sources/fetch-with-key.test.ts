import type { LimitReading } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { sourceFacts } from '../../src/sources/facts.js';
import { type Authorization, fetchWithKey } from '../../src/sources/fetch-with-key.js';
import { readSourceOptions } from '../../src/sources/source-options.js';
import { failureOf, fetchOf, now } from '../support/ask.js';

const key = 'a key/of ours+1';

function exchange(authorization: (apiKey: string) => Authorization, reply: Response) {
  const { fetch, urls } = fetchOf(() => reply);
  const readings: LimitReading[] = [];
  const answer = fetchWithKey(
    readSourceOptions(sourceFacts.alphavantage, { apiKey: key, fetch }),
    {
      url: new URL('https://news.example/list?a=1'),
      authorize: authorization,
      hints: {},
      verdictOf: (words) => (words.includes('house') ? { code: 'BAD_REQUEST', limitWindow: null } : null),
      limitsOf: (headers) => [
        { window: 'day', remaining: Number(headers.get('x-day')), resetsAt: null },
        { window: 'minute', remaining: 1, resetsAt: null },
      ],
      accepts: (body): body is { readonly ok: true } => (body as { readonly ok?: unknown } | null)?.ok === true,
    },
    { signal: new AbortController().signal, now, onLimit: (reading) => readings.push(reading) },
  );
  return { answer, urls, readings };
}

describe('fetchWithKey', () => {
  test('puts a key that goes into the query behind the rest of it, encoded', async () => {
    const { answer, urls } = exchange((apiKey) => ({ parameters: { apikey: apiKey } }), Response.json({ ok: true }));
    expect(await answer).toEqual({ ok: true });
    expect(urls.map(({ href }) => href)).toEqual(['https://news.example/list?a=1&apikey=a+key%2Fof+ours%2B1']);
  });

  test('puts a key that goes into a header nowhere else', async () => {
    const { answer, urls } = exchange((apiKey) => ({ headers: { 'x-key': apiKey } }), Response.json({ ok: true }));
    await answer;
    expect(urls[0]?.href).toBe('https://news.example/list?a=1');
  });

  test('reads the words of the source, with any status, before those of all sources', async () => {
    for (const status of [200, 400, 403]) {
      const { answer } = exchange(() => ({}), Response.json({ error: 'invalid token: wrong house' }, { status }));
      expect(await failureOf(answer)).toMatchObject({ code: 'BAD_REQUEST', status });
    }
    const { answer } = exchange(() => ({}), Response.json({ error: 'invalid token' }));
    expect(await failureOf(answer)).toMatchObject({ code: 'AUTH_FAILED' });
  });

  test('tells every limit that a reply speaks of, good or not', async () => {
    for (const status of [200, 500]) {
      const { answer, readings } = exchange(
        () => ({}),
        Response.json({ ok: true }, { status, headers: { 'x-day': '7' } }),
      );
      await answer.catch(() => {});
      expect(readings).toEqual([
        { window: 'day', remaining: 7, resetsAt: null },
        { window: 'minute', remaining: 1, resetsAt: null },
      ]);
    }
  });
});
