import { noSecrets, redactor } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { scrubBytes, scrubHeaders, scrubText, scrubUrl } from '../../src/exchange/scrub.js';

const secret = 'k3y/with+signs=0123';
const redact = redactor([secret]);

describe('headers', () => {
  test.each([
    'Authorization',
    'Proxy-Authorization',
    'X-Finnhub-Token',
    'X-Api-Key',
    'apikey',
    'Cookie',
    'Set-Cookie',
    'X-Amz-Security-Token',
    'X-Signature',
    'X-CSRF',
  ])('lose %s whatever its value', (name) => {
    expect(scrubHeaders(new Headers({ [name]: 'anything', accept: '*/*' }), noSecrets)).toEqual([
      { name: 'accept', value: '*/*' },
    ]);
  });

  test('keep what an adapter reads, without the secrets in it', () => {
    const headers = new Headers({
      'content-type': 'application/json',
      'retry-after': '120',
      'x-ratelimit-remaining': '3',
      location: `https://else.example/?token=abc&a=${encodeURIComponent(secret)}`,
      'x-echo': `Token ${secret}`,
    });
    expect(Object.fromEntries(scrubHeaders(headers, redact).map(({ name, value }) => [name, value]))).toEqual({
      'content-type': 'application/json',
      'retry-after': '120',
      'x-ratelimit-remaining': '3',
      location: 'https://else.example/?token=***&a=***',
      'x-echo': 'Token ***',
    });
  });
});

describe('urls', () => {
  test.each([
    ['https://a.example/n?token=abc&tickers=A', 'https://a.example/n?token=***&tickers=A'],
    ['https://a.example/n?tickers=A&apiKey=abc#f', 'https://a.example/n?tickers=A&apiKey=***#f'],
    ['https://a.example/n?api_token=abc', 'https://a.example/n?api_token=***'],
    [
      'https://a.example/n?X-Amz-Signature=abc&X-Amz-Credential=d',
      'https://a.example/n?X-Amz-Signature=***&X-Amz-Credential=***',
    ],
    ['https://user:word@a.example/n', 'https://a.example/n'],
    ['https://a.example/n?keywords=fed&author=x&donkeys=y', 'https://a.example/n?keywords=fed&author=x&donkeys=y'],
    ['https://a.example/@me?tickers=A,B%2CC', 'https://a.example/@me?tickers=A,B%2CC'],
  ])('%s becomes %s', (url, expected) => {
    expect(scrubUrl(url, noSecrets)).toBe(expected);
  });

  test('lose known secrets in any place', () => {
    expect(scrubUrl(`https://a.example/${encodeURIComponent(secret)}/n?q=${secret}`, redact)).toBe(
      'https://a.example/***/n?q=***',
    );
  });
});

describe('bodies', () => {
  test('lose secrets, also those that JSON spells with needless escapes', () => {
    const scrub = (text: string) => scrubText(Buffer.from(text), redact);
    expect(scrub(`{"detail":"bad ${secret}"}`)).toBe('{"detail":"bad ***"}');
    expect(scrub(`{"detail":"bad ${secret.replace('/', '\\/')}"}`)).toBe('{"detail":"bad ***"}');
    expect(scrub('{"a\\/b":"\\u006b3y\\u002Fwith\\u002bsigns=0123"}')).toBe('{"a/b":"***"}');
  });

  test('stay byte by byte as they are where there is no secret', () => {
    for (const text of ['{"a\\/b":"\\u0041"}', '\ufeff[]', '{"a":"\\\\u006b3y"}', '"\\u0022\\u005c"', '']) {
      expect(scrubText(Buffer.from(text), redact)).toBe(text);
    }
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
    expect(scrubBytes(bytes, redact).equals(bytes)).toBe(true);
  });

  test('that are no text lose secrets and keep the bytes around them', () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(secret), Buffer.from([0x80])]);
    expect([...scrubBytes(bytes, redact)]).toEqual([0xff, 0xfe, 0x2a, 0x2a, 0x2a, 0x80]);
  });

  test('do not take an escaped backslash for the begin of an escape', () => {
    const redactLetters = redactor(['ab0061cd']);
    expect(scrubText(Buffer.from('"\\\\u0061 ab0061cd"'), redactLetters)).toBe('"\\\\u0061 ***"');
  });
});
