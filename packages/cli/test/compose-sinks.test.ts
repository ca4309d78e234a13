import { noSecrets } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import { composeSinks, sinkSecrets } from '../src/compose-sinks.js';

const webhook = {
  use: 'webhook',
  enabled: true,
  url: 'https://hooks.example/services/T000/B000/a-long-secret-path?token=t0ken-of-hook',
};

describe('composeSinks', () => {
  it('makes the sinks that are enabled, in their order', async () => {
    const sinks = await composeSinks(
      [{ use: 'file', enabled: true, path: 'a.ndjson', name: 'log' }, { ...webhook, enabled: false }, webhook],
      noSecrets,
    );
    expect(sinks.map(({ name }) => name)).toEqual(['log', expect.stringMatching(/^webhook-[0-9a-f]{8}$/)]);
  });

  it.each([
    [{ use: 'webhok', enabled: true }, /sinks\[0\]\.use: unknown sink "webhok"\n {2}did you mean "webhook"\?/],
    [{ use: 'webhook', enabled: true }, /sinks\[0\]\.url/],
    [{ ...webhook, urll: 'x' }, /sinks\[0\]\.urll/],
    [{ use: 'file', enabled: true, path: ' ' }, /sinks\[0\]\.path/],
  ])('names what is wrong with %o', async (entry, words) => {
    await expect(composeSinks([entry], noSecrets)).rejects.toMatchObject({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(words),
    });
  });

  it('refuses two of one name', async () => {
    await expect(composeSinks([webhook, webhook], noSecrets)).rejects.toThrow('two sinks are named');
  });
});

it('knows what of a sink must never be seen', () => {
  const secrets = sinkSecrets([
    { ...webhook, secret: 'whsec_c2VjcmV0LW9mLXRoZS1ob29r', headers: { authorization: 'Bearer hunter22' } },
    { use: 'file', enabled: true, path: 'a.ndjson' },
  ]);
  expect(secrets).toEqual(
    expect.arrayContaining([
      webhook.url,
      't0ken-of-hook',
      '/services/T000/B000/a-long-secret-path',
      'whsec_c2VjcmV0LW9mLXRoZS1ob29r',
      'Bearer hunter22',
    ]),
  );
  expect(secrets).not.toContain('a.ndjson');
});
