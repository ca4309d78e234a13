import { describe, expect, test } from 'vitest';
import { readSlackOptions, type SlackSinkOptions, slackSecrets } from '../../../src/sinks/slack/options.js';

const url = 'https://hooks.slack.com/services/T0AB12CD3/B0AB12CD3/0a1b2c3d4e5f6g7h8i9j';

describe('readSlackOptions', () => {
  test('fills in what is left out, with a name that does not show the url', () => {
    const read = readSlackOptions({ url: ` ${url} ` });
    expect(read).toEqual({ name: expect.stringMatching(/^slack-[0-9a-f]{8}$/), url: new URL(url), timeoutMs: 10_000 });
    expect(readSlackOptions({ url }).name).toBe(read.name);
    expect(readSlackOptions({ url: `${url}k` }).name).not.toBe(read.name);
    expect(readSlackOptions({ url, name: 'desk', timeoutMs: 500 })).toMatchObject({ name: 'desk', timeoutMs: 500 });
  });

  test.each([
    [{}, 'sink slack: url: missing; expected the url of an incoming webhook'],
    [{ url: 'hooks.slack.com/hunter22' }, 'sink slack: url: expected the url of an incoming webhook'],
    [{ url: 'https://u:hunter22@hooks.slack.com' }, 'sink slack: url: expected the url of an incoming webhook'],
    [{ url, timeoutMs: 10_001 }, 'sink slack: timeoutMs: expected a whole number of milliseconds from 1 to 10000'],
    [{ url, channel: '#hunter22' }, 'sink slack: channel: unknown option'],
  ])('refuses %j, and never shows it', (options, message) => {
    expect(() => readSlackOptions(options as SlackSinkOptions)).toThrow(
      expect.objectContaining({ code: 'CONFIG_INVALID', message }),
    );
    expect(message).not.toContain('hunter22');
  });
});

test('everything behind the host is a secret, but for the words that every such url has', () => {
  const secrets = slackSecrets({ url: new URL(`${url}?sig=signature-1`) });
  expect(secrets).toEqual(
    expect.arrayContaining([`${url}?sig=signature-1`, '0a1b2c3d4e5f6g7h8i9j', 'T0AB12CD3', 'signature-1']),
  );
  expect(secrets).not.toContain('services');
});
