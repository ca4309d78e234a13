import { noSecrets, redactor } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { type SeenAnswer, type SeenExchange, toHarEntry } from '../../../src/exchange/har/to-entry.js';
import { recordedAt } from '../../support/recordings.js';

const answer: SeenAnswer = {
  status: 200,
  statusText: 'OK',
  headers: new Headers({ 'content-type': 'application/json' }),
  body: Buffer.from('[]'),
  size: 2,
};

const seen: SeenExchange = {
  source: 'tiingo',
  startedAt: recordedAt,
  waitMs: 80.4,
  totalMs: 120.6,
  request: {
    url: 'https://api.tiingo.com/tiingo/news?tickers=a%2Cb&limit=100',
    method: 'GET',
    headers: new Headers({ accept: 'application/json' }),
    signal: null,
  },
  answer,
  failure: null,
};

const contentOf = (parts: Partial<SeenAnswer>) =>
  toHarEntry({ ...seen, answer: { ...answer, ...parts } }, noSecrets).response.content;

describe('an entry', () => {
  test('is one of HAR 1.2, marked with its source', () => {
    expect(toHarEntry(seen, noSecrets)).toEqual({
      _source: 'tiingo',
      startedDateTime: '2025-03-04T14:00:00.000Z',
      time: 121,
      request: {
        method: 'GET',
        url: 'https://api.tiingo.com/tiingo/news?tickers=a%2Cb&limit=100',
        httpVersion: 'HTTP/1.1',
        cookies: [],
        headers: [{ name: 'accept', value: 'application/json' }],
        queryString: [
          { name: 'tickers', value: 'a,b' },
          { name: 'limit', value: '100' },
        ],
        headersSize: -1,
        bodySize: -1,
      },
      response: {
        status: 200,
        statusText: 'OK',
        httpVersion: 'HTTP/1.1',
        cookies: [],
        headers: [{ name: 'content-type', value: 'application/json' }],
        content: { size: 2, mimeType: 'application/json', text: '[]' },
        redirectURL: '',
        headersSize: -1,
        bodySize: -1,
      },
      cache: {},
      timings: { send: 0, wait: 80, receive: 41 },
    });
  });

  test('has timings that add up to its time', () => {
    const { time, timings } = toHarEntry({ ...seen, waitMs: 0.5, totalMs: 0.5 }, noSecrets);
    expect(timings.wait + timings.receive).toBe(time);
    expect(timings.receive).toBeGreaterThanOrEqual(0);
  });

  test('of a failure has status 0 and the reason', () => {
    const failure = { reason: 'ECONNREFUSED', message: 'connect ECONNREFUSED' };
    expect(toHarEntry({ ...seen, answer: null, failure }, noSecrets).response).toMatchObject({
      status: 0,
      content: { size: 0 },
      _error: 'ECONNREFUSED',
      _errorMessage: 'connect ECONNREFUSED',
    });
  });

  test('keeps a body that is no UTF-8 in base64, and one that is letter by letter', () => {
    const bytes = Buffer.from([0x5b, 0xe9, 0x5d]);
    expect(contentOf({ body: bytes })).toMatchObject({ size: 3, text: bytes.toString('base64'), encoding: 'base64' });
    expect(contentOf({ body: Buffer.from('\ufeff["é\u0000"]') })).toEqual({
      size: 10,
      mimeType: 'application/json',
      text: '\ufeff["é\u0000"]',
    });
  });

  test('tells the size of a body that is not kept', () => {
    expect(contentOf({ body: null, size: 10_000_001 })).toEqual({ size: 10_000_001, mimeType: 'application/json' });
  });

  test('tells where a redirect goes', () => {
    const headers = new Headers({ location: 'https://else.example/n?token=abc' });
    const { response } = toHarEntry({ ...seen, answer: { ...answer, status: 302, headers } }, noSecrets);
    expect(response.redirectURL).toBe('https://else.example/n?token=***');
  });

  test('holds a secret in none of its parts', () => {
    const secret = 'sUp3r/s3cr3t+k3y';
    const everywhere = `x ${secret} ${encodeURIComponent(secret)} ${Buffer.from(secret).toString('base64')}`;
    const headers = new Headers({ authorization: secret, 'x-echo': everywhere, 'content-type': everywhere });
    const url = `https://api.tiingo.com/${encodeURIComponent(secret)}?q=${encodeURIComponent(secret)}&token=other`;
    const body = Buffer.concat([Buffer.from(everywhere), Buffer.from([0xff])]);
    for (const part of [Buffer.from(everywhere), body]) {
      const entry = toHarEntry(
        {
          ...seen,
          request: { ...seen.request, url, headers },
          answer: { ...answer, statusText: everywhere, headers, body: part },
          failure: { reason: 'CANCELLED', message: everywhere },
        },
        redactor([secret]),
      );
      const { text = '', encoding } = entry.response.content;
      const shown =
        JSON.stringify(entry) + (encoding === undefined ? '' : Buffer.from(text, encoding).toString('latin1'));
      for (const form of everywhere.split(' ').slice(1)) expect(shown).not.toContain(form);
      expect(shown).not.toContain('other');
    }
  });
});
