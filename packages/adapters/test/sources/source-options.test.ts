import { createHash } from 'node:crypto';
import { IngestError } from '@ingest/core';
import { describe, expect, test } from 'vitest';
import { sourceFacts } from '../../src/sources/facts.js';
import { readSourceOptions, type SourceOptions } from '../../src/sources/source-options.js';

const read = (options: unknown = {}) => readSourceOptions(sourceFacts.tiingo, options as SourceOptions);

function problemOf(options: unknown): IngestError {
  try {
    read(options);
  } catch (error) {
    if (IngestError.is(error) && error.code === 'CONFIG_INVALID') return error;
    throw error;
  }
  throw new Error('the options were accepted');
}

describe('readSourceOptions', () => {
  test('fills in the defaults', () => {
    expect(read()).toMatchObject({
      name: 'tiingo',
      apiKey: null,
      baseUrl: 'https://api.tiingo.com',
      timeoutMs: 10_000,
      fetch: globalThis.fetch,
      credential: { variable: 'TIINGO_API_KEY', keyId: null },
    });
  });

  test('takes options that are there and undefined as absent', () => {
    const nothing = { name: undefined, apiKey: undefined, baseUrl: undefined, timeoutMs: undefined, fetch: undefined };
    expect(read(nothing)).toMatchObject({ name: 'tiingo', apiKey: null, timeoutMs: 10_000 });
  });

  test('trims the key and knows it by the beginning of its hash', () => {
    const hash = createHash('sha256').update('abc123').digest('hex');
    expect(read({ apiKey: ' abc123\r\n' })).toMatchObject({
      apiKey: 'abc123',
      credential: { keyId: hash.slice(0, 8) },
    });
  });

  test.each(['', '  \n'])('takes the key %j as none', (apiKey) => {
    expect(read({ apiKey })).toMatchObject({ apiKey: null, credential: { keyId: null } });
  });

  test.each(['abc\n123', 'abc\r\nx-evil: 1', 'abc\u0000', 'schlüssel', 'a\u2028b', 42, null])(
    'refuses the key %j without showing it, and names the variable',
    (apiKey) => {
      const problem = problemOf({ apiKey });
      expect(problem.message).toBe('source tiingo: apiKey must be one line of printable ASCII characters');
      expect(problem.hint).toContain('TIINGO_API_KEY');
    },
  );

  test.each([
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
    ['https://proxy.example/tiingo//', 'https://proxy.example/tiingo'],
    [' https://proxy.example ', 'https://proxy.example'],
    ['HTTPS://Proxy.Example/a/?#', 'https://proxy.example/a'],
  ])('takes the base url %j', (baseUrl, expected) => {
    expect(read({ baseUrl }).baseUrl).toBe(expected);
  });

  test.each([
    ['api.tiingo.com', '"api.tiingo.com"'],
    ['ftp://a.example', '"ftp://a.example"'],
    ['https://user:hunter22@a.example', '"https://***@a.example"'],
    ['https://a.example?token=hunter22', '"https://a.example?token=***"'],
    ['https://a.example#x', '"https://a.example#x"'],
    ['file:///etc/passwd', '"file:///etc/passwd"'],
    ['', '""'],
    [42, '42'],
  ])('refuses the base url %j, quoted without secrets, and names the variable', (baseUrl, shown) => {
    const problem = problemOf({ baseUrl });
    expect(problem.message).toBe(
      `source tiingo: baseUrl must be an http or https url without user, query or fragment, not ${shown}`,
    );
    expect(problem.hint).toContain('TIINGO_BASE_URL');
  });

  test.each([0, -1, 10_001, 1.5, Number.NaN, Number.POSITIVE_INFINITY, '5000'])(
    'refuses the timeout %j',
    (timeoutMs) => {
      expect(problemOf({ timeoutMs }).message).toContain(
        'timeoutMs must be a whole number of milliseconds from 1 to 10000',
      );
    },
  );

  test.each(['Tiingo', '', 'a b', '-a'])('refuses the name %j and quotes it', (name) => {
    expect(problemOf({ name }).message).toContain(`, not ${JSON.stringify(name)}`);
  });

  test('refuses what is no function', () => {
    expect(problemOf({ fetch: 'x' }).message).toContain('fetch must be a function');
    expect(problemOf({ redact: 1 }).message).toContain('redact must be a function');
  });

  test('refuses options it does not know, and lists those it does', () => {
    const problem = problemOf({ timeout: 1 });
    expect(problem.message).toBe('source tiingo: there is no option timeout');
    expect(problem.hint).toBe('The options are: name, apiKey, baseUrl, timeoutMs, plan.');
  });

  test('refuses options that are no object', () => {
    expect(problemOf('x').message).toContain('the options are no object');
  });

  test('takes the key out of texts unless another redaction is handed in', () => {
    expect(read({ apiKey: 'abc123def' }).redact('x abc123def y')).toBe('x *** y');
    expect(read({ apiKey: 'abc123def', redact: () => 'none' }).redact('x')).toBe('none');
    expect(read().redact('x abc123def y')).toBe('x abc123def y');
  });
});
