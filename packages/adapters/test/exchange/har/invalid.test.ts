import { IngestError } from '@ingest/core';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { describeIssues, invalidEntry, invalidRecording } from '../../../src/exchange/har/invalid.js';

describe('invalidRecording', () => {
  it('names the file, and the entry where one is to blame', () => {
    expect(invalidRecording('day.har', 'cut off')).toMatchObject({
      code: 'REPLAY_INVALID',
      message: 'cannot replay day.har: cut off',
    });
    expect(invalidEntry('day.har', 3, 'no url').message).toBe('cannot replay day.har: entry 3: no url');
  });

  it('lets an error of the family through as it is', () => {
    const cause = new IngestError('ABORTED', 'stopped');
    expect(invalidRecording('day.har', 'cut off', cause)).toBe(cause);
  });
});

describe('describeIssues', () => {
  it('says where the data differs, and nothing of the data', () => {
    const { error } = z
      .object({ request: z.object({ url: z.string() }) })
      .safeParse({ request: { url: { secret: 'hunter22' } } });
    if (error === undefined) throw new Error('the data fits');
    expect(describeIssues(error)).toContain('request.url: ');
    expect(describeIssues(error)).not.toContain('hunter22');
  });

  it('says it in words of its own', () => {
    const schema = z.object({
      request: z.object({ url: z.string().min(1), method: z.string() }),
      status: z.number(),
      list: z.array(z.string()),
      version: z.literal(1),
      time: z.number().refine(() => false, 'not a time'),
    });
    const { error } = schema.safeParse({ request: { url: '' }, status: '200', list: 'x', version: 2, time: 1 });
    if (error === undefined) throw new Error('the data fits');
    expect(describeIssues(error)).toBe(
      'request.url: empty; request.method: missing; status: not a number; list: not a list; version: not 1; time: not a time',
    );
    expect(describeIssues(z.object({}).safeParse('x').error as z.ZodError)).toBe('not an object');
  });
});
