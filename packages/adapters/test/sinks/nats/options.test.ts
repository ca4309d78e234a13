import { describe, expect, test } from 'vitest';
import { type NatsSinkOptions, natsSecrets, readNatsOptions } from '../../../src/sinks/nats/options.js';

const url = 'nats://127.0.0.1';
const nobody = { user: undefined, password: undefined, token: undefined };

describe('readNatsOptions', () => {
  test('fills in what is left out', () => {
    expect(readNatsOptions({ url })).toEqual({
      name: expect.stringMatching(/^nats-[0-9a-f]{8}$/),
      servers: ['127.0.0.1:4222'],
      isTls: false,
      credentials: nobody,
      subject: 'ingest.news',
      alertSubject: 'ingest.alerts',
      timeoutMs: 10_000,
    });
  });

  test('keeps what is given', () => {
    const options = { url: ['tls://a:1', 'tls://[::1]'], subject: 's', alertSubject: 't', name: 'desk', timeoutMs: 9 };
    expect(readNatsOptions({ ...options, token: 'hunter22' })).toEqual({
      name: 'desk',
      servers: ['a:1', '[::1]:4222'],
      isTls: true,
      credentials: { ...nobody, token: 'hunter22' },
      subject: 's',
      alertSubject: 't',
      timeoutMs: 9,
    });
  });

  test('takes a user from the url, unless one is given', () => {
    const withUser = 'nats://us%40er:p%3Ass@a';
    expect(readNatsOptions({ url: [url, withUser] }).credentials).toEqual({
      ...nobody,
      user: 'us@er',
      password: 'p:ss',
    });
    const given = { url: withUser, user: 'other', password: 'word' };
    expect(readNatsOptions(given).credentials).toEqual({ ...nobody, user: 'other', password: 'word' });
    expect(readNatsOptions({ url: withUser, token: 't' }).credentials).toEqual({ ...nobody, token: 't' });
  });

  test('is called by where it publishes, whoever it is', () => {
    const nameOf = (options: Partial<NatsSinkOptions>) => readNatsOptions({ url, ...options }).name;
    expect(nameOf({ url: 'nats://a:hunter22@127.0.0.1:4222' })).toBe(nameOf({ token: 'hunter22' }));
    for (const other of [{ url: 'nats://127.0.0.1:4223' }, { subject: 'x' }, { alertSubject: 'x' }])
      expect(nameOf(other)).not.toBe(nameOf({}));
  });

  test.each([
    [{}, 'url: missing; expected nats://host:4222'],
    [{ url: 'http://u:hunter22@x' }, 'url: expected nats://host:4222'],
    [{ url: [] }, 'url: expected nats://host:4222'],
    [{ url: [url, 'hunter22'] }, 'url'],
    [{ url, subject: 'ingest.>' }, 'subject: expected a subject without wildcards'],
    [{ url, alertSubject: 'a b' }, 'alertSubject: expected a subject without wildcards'],
    [{ url, password: '' }, 'password: expected the password of the user'],
    [{ url, token: 'hunter22', user: 'u' }, 'token: expected a token, and then neither user nor password'],
    [{ url, creds: 'hunter22' }, 'creds: unknown option'],
  ])('refuses %j, and never shows the value', (options, words) => {
    const refused = expect.objectContaining({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(/^sink nats: (?!.*hunter22)/),
    });
    expect(() => readNatsOptions(options as NatsSinkOptions)).toThrow(refused);
    expect(() => readNatsOptions(options as NatsSinkOptions)).toThrow(words);
  });
});

test('passwords and tokens are secrets, and so is a url that has one', () => {
  const options = { url: ['nats://a', 'nats://tok%40en@b'], password: 'word' };
  const secrets = natsSecrets(options, readNatsOptions(options).credentials);
  expect(secrets.filter((text) => text !== '')).toEqual(['word', 'nats://tok%40en@b', 'tok%40en']);
});
