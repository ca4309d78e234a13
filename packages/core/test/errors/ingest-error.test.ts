import { describe, expect, it, vi } from 'vitest';
import { IngestError } from '../../src/errors/ingest-error.js';
import { SourceError } from '../../src/errors/source-error.js';

async function secondCopy() {
  vi.resetModules();
  return import('../../src/errors/ingest-error.js');
}

describe('IngestError', () => {
  it('keeps code, message, hint, facts and cause', () => {
    const cause = new Error('EACCES');
    const error = new IngestError('STORE_READ_ONLY', 'news.db cannot be written', {
      hint: 'chmod u+w news.db',
      context: { path: 'news.db' },
      cause,
    });
    expect(error).toMatchObject({
      name: 'IngestError',
      code: 'STORE_READ_ONLY',
      message: 'news.db cannot be written',
      hint: 'chmod u+w news.db',
      context: { path: 'news.db' },
    });
    expect(error.cause).toBe(cause);
  });

  it('has no cause, no hint and no facts when none are given', () => {
    const error = new IngestError('STORE_FULL', 'news.db cannot grow');
    expect('cause' in error).toBe(false);
    expect(error).toMatchObject({ hint: undefined, context: {} });
  });

  it('is named AbortError when it says that the run was stopped', () => {
    expect(new IngestError('ABORTED', 'stopped').name).toBe('AbortError');
  });

  it('shows its marker to nobody who lists its fields', () => {
    const error = new IngestError('STORE_FULL', 'news.db cannot grow');
    expect(Object.getOwnPropertySymbols({ ...error })).toEqual([]);
  });
});

describe('IngestError.is', () => {
  it('recognises an error of another copy of the package', async () => {
    const copy = await secondCopy();
    const error = new copy.IngestError('TIMEOUT', 'late');
    expect(error).not.toBeInstanceOf(IngestError);
    expect(IngestError.is(error)).toBe(true);
  });

  it('recognises an error of a source', () => {
    expect(IngestError.is(new SourceError('TIMEOUT', 'late', { source: 'tiingo' }))).toBe(true);
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a text', 'IngestError'],
    ['a plain error', new Error('x')],
    ['an object that looks like one', { name: 'IngestError', code: 'TIMEOUT', message: 'late' }],
    ['the abort of the platform', new DOMException('stopped', 'AbortError')],
    ['the timeout of the platform', new DOMException('late', 'TimeoutError')],
  ])('does not take %s for one', (_, value) => {
    expect(IngestError.is(value)).toBe(false);
  });
});
