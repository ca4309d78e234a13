import { IngestError } from '@ingest/core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fail } from '../src/fail.js';

let stdout = '';
let stderr = '';
beforeEach(() => {
  [stdout, stderr] = ['', ''];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    stdout += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    stderr += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe('fail', () => {
  it('gives an error of the list in words, and its code as exit code', () => {
    expect(fail(new IngestError('STORE_FULL', 'news.db cannot grow', { hint: 'make room' }), [])).toBe(5);
    expect(stderr).toMatch(/^. news\.db cannot grow\n {2}make room\n$/);
    expect(stdout).toBe('');
  });

  it('gives it as the one JSON value too', () => {
    expect(fail(new IngestError('CONFIG_INVALID', 'no tickers'), ['run', '--json'])).toBe(2);
    expect(JSON.parse(stdout)).toEqual({ error: { code: 'CONFIG_INVALID', message: 'no tickers' } });
  });

  it('shows the trace of a bug only to those who ask', () => {
    expect(fail(new TypeError('ours'), [])).toBe(1);
    expect(stderr).not.toContain('    at ');
    fail(new TypeError('ours'), ['--verbose']);
    expect(stderr).toContain('    at ');
    expect(fail('thrown', [])).toBe(1);
  });
});
