import { describe, expect, it, vi } from 'vitest';
import { IngestError } from '../../src/errors/ingest-error.js';
import { SinkError } from '../../src/errors/sink-error.js';
import { SourceError } from '../../src/errors/source-error.js';

describe('SinkError', () => {
  it('keeps which sink, what status, when to come back and what to do', () => {
    const cause = new Error('socket');
    const error = new SinkError('SINK_UNAVAILABLE', 'hook answers 503', {
      sink: 'hook',
      status: 503,
      retryAt: 1_780_581_600_000,
      hint: 'look at the receiver',
      cause,
    });
    expect(error).toMatchObject({
      code: 'SINK_UNAVAILABLE',
      message: 'hook answers 503',
      sink: 'hook',
      status: 503,
      retryAt: 1_780_581_600_000,
      hint: 'look at the receiver',
    });
    expect(error.cause).toBe(cause);
  });

  it('knows only its sink when nothing else is given', () => {
    expect(new SinkError('SINK_GONE', 'hook answers 410', { sink: 'hook' })).toMatchObject({
      sink: 'hook',
      status: undefined,
      retryAt: undefined,
      hint: undefined,
    });
  });

  it('is an error of ours, and none of a source', () => {
    const error = new SinkError('SINK_REJECTED', 'hook answers 404', { sink: 'hook', status: 404 });
    expect([IngestError.is(error), SourceError.is(error)]).toEqual([true, false]);
  });
});

describe('SinkError.is', () => {
  it('recognises an error of another copy of the package', async () => {
    vi.resetModules();
    const copy = await import('../../src/errors/sink-error.js');
    const error = new copy.SinkError('SINK_UNAVAILABLE', 'late', { sink: 'hook' });
    expect(error).not.toBeInstanceOf(SinkError);
    expect(SinkError.is(error)).toBe(true);
  });

  it.each([
    ['an error that is not a sink’s', new IngestError('SINK_UNAVAILABLE', 'late')],
    ['an error of a source', new SourceError('TIMEOUT', 'late', { source: 'tiingo' })],
    ['an object that looks like one', { sink: 'hook', code: 'SINK_GONE' }],
    ['null', null],
    ['a text', 'SINK_GONE'],
  ])('does not take %s for one', (_, value) => {
    expect(SinkError.is(value)).toBe(false);
  });
});
