import { IngestError } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { readWebhookOptions, type WebhookSinkOptions } from '../../../src/sinks/webhook/options.js';
import { keyOf } from '../../../src/sinks/webhook/sign.js';

const url = 'https://example.com/hook';

/** What is wrong with options, as an error says it. */
function problem(options: unknown): IngestError {
  try {
    readWebhookOptions(options as WebhookSinkOptions);
  } catch (error) {
    if (IngestError.is(error)) return error;
    throw error;
  }
  throw new Error('nothing is wrong with them');
}

describe('readWebhookOptions', () => {
  test('fills in what is left out', () => {
    expect(readWebhookOptions({ url })).toEqual({
      name: 'webhook-19f13522',
      url: new URL(url),
      key: null,
      timeoutMs: 10_000,
      headers: {},
    });
  });

  test('keeps what is given, header names in lower case', () => {
    const options = { url, secret: ' a secret ', name: 'hook', timeoutMs: 500, headers: { Authorization: 'Bearer x' } };
    expect(readWebhookOptions(options)).toEqual({
      name: 'hook',
      url: new URL(url),
      key: keyOf('a secret'),
      timeoutMs: 500,
      headers: { authorization: 'Bearer x' },
    });
  });

  test('has the same name for the same url, and another for another', () => {
    const nameOf = (text: string) => readWebhookOptions({ url: text }).name;
    expect(nameOf(url)).toBe(nameOf(` ${url} `));
    expect(nameOf(`${url}?a=1`)).toMatch(/^webhook-[0-9a-f]{8}$/);
    expect(nameOf(`${url}?a=1`)).not.toBe(nameOf(url));
  });

  test('makes a header of the user and password in a url, unless one is given', () => {
    const withUser = readWebhookOptions({ url: 'https://us%40er:p%3Ass@example.com/hook' });
    expect(withUser.url.href).toBe(url);
    expect(withUser.headers).toEqual({ authorization: `Basic ${Buffer.from('us@er:p:ss').toString('base64')}` });
    const odd = readWebhookOptions({ url: 'https://a%zz@example.com/hook' });
    expect(odd.headers).toEqual({ authorization: `Basic ${Buffer.from('a%zz:').toString('base64')}` });
    const both = { url: 'https://a:b@example.com/hook', headers: { AUTHORIZATION: 'Bearer x' } };
    expect(readWebhookOptions(both).headers).toEqual({ authorization: 'Bearer x' });
  });

  test.each([
    ['no url', {}, 'url', 'missing; expected an http or https url'],
    ['a url that is none', { url: 'example.com/hook' }, 'url', 'expected an http or https url'],
    ['another scheme', { url: 'ftp://u:hunter22@example.com' }, 'url', 'expected an http or https url'],
    ['an empty secret', { url, secret: ' ' }, 'secret', 'expected whsec_ and base64, or any text'],
    ['a broken secret', { url, secret: 'whsec_hunter22!' }, 'secret', 'expected whsec_ and base64, or any text'],
    ['a name with blanks', { url, name: 'a b' }, 'name', 'expected a name of letters, digits, dots and dashes'],
    ['no time', { url, timeoutMs: 0 }, 'timeoutMs', 'expected a whole number of milliseconds from 1 to 10000'],
    ['too much time', { url, timeoutMs: 10_001 }, 'timeoutMs', 'expected a whole number of milliseconds'],
    ['headers that are none', { url, headers: ['hunter22'] }, 'headers', 'expected HTTP headers'],
    [
      'a header with a line break',
      { url, headers: { 'x-a': 'hunter22\nx-b: 1' } },
      'headers.x-a',
      'expected HTTP headers',
    ],
    ['a header with a bad name', { url, headers: { 'x a': 'hunter22' } }, 'headers.x a', 'expected HTTP headers'],
    ['a header of ours', { url, headers: { 'Webhook-Id': 'hunter22' } }, 'headers.Webhook-Id', 'are set by the sink'],
    [
      'the content type',
      { url, headers: { 'content-type': 'hunter22' } },
      'headers.content-type',
      'are set by the sink',
    ],
  ])('refuses %s, names it and never shows it', (_, options, option, words) => {
    const { code, message, hint, context } = problem(options);
    expect(code).toBe('CONFIG_INVALID');
    expect(message).toContain(`sink webhook: ${option}: `);
    expect(message).toContain(words);
    expect(context).toEqual({ option, problem: expect.stringContaining(words) });
    expect(`${message} ${hint}`).not.toContain('hunter22');
  });

  test('knows every option, and says which there are', () => {
    const known = 'url, secret, name, timeoutMs, headers';
    const error = problem({ url, urll: 'hunter22' });
    expect(error.message).toBe('sink webhook: urll: unknown option');
    expect(error.hint).toBe(`The options are: ${known}.`);
    expect(error.context).toEqual({ option: 'urll', problem: 'unknown option', known });
    expect(problem('hunter22').message).toBe('sink webhook: the options are no object');
  });
});
