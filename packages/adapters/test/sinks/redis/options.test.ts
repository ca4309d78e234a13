import { describe, expect, test } from 'vitest';
import { type RedisSinkOptions, readRedisOptions, redisSecrets } from '../../../src/sinks/redis/options.js';

const url = 'redis://127.0.0.1';
const place = {
  host: '127.0.0.1',
  port: 6379,
  isTls: false,
  database: 0,
  username: undefined,
  password: undefined,
};

describe('readRedisOptions', () => {
  test('fills in what is left out', () => {
    expect(readRedisOptions({ url: ` ${url} ` })).toEqual({
      name: expect.stringMatching(/^redis-[0-9a-f]{8}$/),
      place,
      stream: 'ingest:news',
      maxLen: null,
      timeoutMs: 10_000,
    });
  });

  test('keeps what is given', () => {
    const options = { url: 'rediss://us%40er:p%3Ass@[::1]:6380/2', stream: 's', maxLen: 5, name: 'desk', timeoutMs: 9 };
    expect(readRedisOptions(options)).toEqual({
      name: 'desk',
      place: { host: '::1', port: 6380, isTls: true, database: 2, username: 'us@er', password: 'p:ss' },
      stream: 's',
      maxLen: 5,
      timeoutMs: 9,
    });
    expect(readRedisOptions({ url: 'redis://:a%zz@x' }).place.password).toBe('a%zz');
  });

  test('is called by where it writes, whoever it is', () => {
    const nameOf = (options: Partial<RedisSinkOptions>) => readRedisOptions({ url, ...options }).name;
    expect(nameOf({ url: 'redis://:hunter22@127.0.0.1:6379/0' })).toBe(nameOf({}));
    for (const other of [{ url: 'redis://127.0.0.1/1' }, { url: 'rediss://127.0.0.1' }, { stream: 'other' }])
      expect(nameOf(other)).not.toBe(nameOf({}));
  });

  test.each([
    [{}, 'url: missing; expected a redis or rediss url: redis://user:password@host:6379/0'],
    [{ url: 'http://:hunter22@x' }, 'url: expected a redis or rediss url'],
    [{ url: 'redis:///hunter22' }, 'url: expected a redis or rediss url'],
    [{ url: 'redis://x/hunter22' }, 'url: expected a redis or rediss url'],
    [{ url, stream: ' ' }, 'stream: expected the key of a stream'],
    [{ url, maxLen: 0 }, 'maxLen: expected a whole number from 1'],
    [{ url, timeoutMs: 0 }, 'timeoutMs: expected a whole number of milliseconds'],
    [{ url, maxlen: 5 }, 'maxlen: unknown option'],
  ])('refuses %j, and never shows the value', (options, words) => {
    const refused = expect.objectContaining({
      code: 'CONFIG_INVALID',
      message: expect.stringMatching(/^sink redis: (?!.*hunter22)/),
    });
    expect(() => readRedisOptions(options as RedisSinkOptions)).toThrow(refused);
    expect(() => readRedisOptions(options as RedisSinkOptions)).toThrow(words);
  });
});

test('the password is a secret in either spelling, and so is the url', () => {
  const options = { url: 'redis://:p%40ssword@x' };
  const secrets = redisSecrets(options, readRedisOptions(options).place);
  expect(secrets).toEqual([options.url, 'p@ssword', 'p%40ssword']);
});
