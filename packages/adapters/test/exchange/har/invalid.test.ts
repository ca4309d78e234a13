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
});
