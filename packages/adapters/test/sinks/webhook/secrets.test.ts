import { redactor } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { webhookSecrets } from '../../../src/sinks/webhook/secrets.js';

const options = {
  url: 'https://user01:p%40ssw%C3%B6rd@hooks.example.com/services/T0AB12CD34/XyZabcdefghijklmnopqr?sig=a%2Bb-cdef&to=desk',
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  headers: { authorization: 'Bearer t0ken-value', 'x-tenant': 'tenant-seven' },
};
const redact = redactor(webhookSecrets(options));

describe('webhookSecrets', () => {
  test.each([
    options.url,
    new URL(options.url).href,
    options.secret,
    'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    'p@sswörd',
    'p%40ssw%C3%B6rd',
    'a+b-cdef',
    'T0AB12CD34',
    'XyZabcdefghijklmnopqr',
    'Bearer t0ken-value',
    't0ken-value',
    'tenant-seven',
    Buffer.from('user01:p@sswörd').toString('base64'),
  ])('has %s', (secret) => {
    // Base64 keeps the characters that two secrets beside each other share.
    expect(redact(secret)).toMatch(/^\*\*\*(?:\w\w\*\*\*)?$/);
  });

  test('leaves what an operator has to see: the host, and a path of words', () => {
    expect(redact('POST hooks.example.com/services/v2 failed')).toBe('POST hooks.example.com/services/v2 failed');
    expect(
      webhookSecrets({ url: 'https://example.com/' }).filter((secret) => secret !== '' && secret.length < 19),
    ).toEqual([]);
  });
});
