import { describe, expect, it, vi } from 'vitest';
import { IngestError } from '../../src/errors/ingest-error.js';
import { SinkError } from '../../src/errors/sink-error.js';

describe('SinkError', () => {
  it('keeps which sink, what status and when to come back', () => {
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
    const bare = new SinkError('SINK_GONE', 'hook is gone', { sink: 'hook' });
    expect(bare).toMatchObject({ code: 'SINK_GONE', status: undefined, retryAt: undefined });
  });

  it('recognises an error of another copy of the package, and nothing else', async () => {
    vi.resetModules();
    const copy = await import('../../src/errors/sink-error.js');
    const error = new copy.SinkError('SINK_REJECTED', 'no', { sink: 'hook' });
    expect(error).not.toBeInstanceOf(SinkError);
    expect(SinkError.is(error)).toBe(true);
    const others = [new IngestError('SINK_REJECTED', 'no'), { sink: 'hook', code: 'SINK_REJECTED' }, null, 'gone'];
    expect(others.map((value) => SinkError.is(value))).toEqual([false, false, false, false]);
  });
});
