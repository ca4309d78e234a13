import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createOutput, errorInWords, toJson } from '../src/output.js';
import { painter } from '../src/render/paint.js';

let stdout = '';
let stderr = '';
beforeEach(() => {
  stdout = '';
  stderr = '';
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

describe('createOutput', () => {
  it('keeps words off stdout with --json and with --quiet', () => {
    for (const options of [{ json: true }, { quiet: true }]) createOutput(options).line('words');
    expect(stdout).toBe('');
    createOutput({}).line('words');
    expect(stdout).toBe('words\n');
  });

  it('prints an error as words on stderr, also with --quiet', () => {
    createOutput({ json: true, quiet: true }).complain({
      code: 'CONFIG_INVALID',
      message: 'no tickers',
      hint: 'name some',
    });
    expect(stderr).toMatch(/^. no tickers\n {2}name some\n$/);
    expect(stdout).toBe('');
  });

  it('notes go to stderr', () => {
    createOutput({}).note('working');
    createOutput({ quiet: true }).note('unheard');
    expect([stdout, stderr]).toEqual(['', 'working\n']);
  });
});

describe('toJson', () => {
  it('spells what a terminal would obey', () => {
    const text = toJson({ headline: 'a\u009b2J\u202eb\u001b' });
    expect(text).toBe('{"headline":"a\\u009b2J\\u202eb\\u001b"}');
    expect(JSON.parse(text)).toEqual({ headline: 'a\u009b2J\u202eb\u001b' });
  });
});

describe('errorInWords', () => {
  it('has the sign on the first line, and neutralises control characters', () => {
    expect(errorInWords({ code: 'NETWORK', message: 'a\u0007b\n  c' }, painter(false, true))).toBe('✗ a\\x07b\n  c\n');
  });
});
