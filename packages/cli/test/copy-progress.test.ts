import type { CopyProgress } from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import { afterEach, expect, it, vi } from 'vitest';
import { copyProgressOn } from '../src/copy-progress.js';
import { createOutput } from '../src/output.js';

afterEach(() => {
  vi.restoreAllMocks();
});

async function drawn(isTty: boolean, isWanted = true): Promise<string> {
  let text = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  const output = createOutput({});
  const clock = manualClock(0);
  const progress = copyProgressOn({ ...output, err: { ...output.err, isTty, columns: 70 } }, clock, isWanted);
  const told: readonly [number, CopyProgress][] = [
    [0, { part: 'stories', stories: 5_000, allStories: 100_000 }],
    [2_000, { part: 'stories', stories: 15_000, allStories: 100_000 }],
    [17_000, { part: 'deliveries', stories: 100_000, allStories: 100_000 }],
    [0, { part: null, stories: 100_000, allStories: 100_000 }],
  ];
  for (const [afterMs, far] of told) {
    await clock.advance(afterMs);
    progress.read(far);
  }
  progress.done();
  return text;
}

it('replaces one line on a terminal: how far, how fast, what is left, by what this call itself wrote', async () => {
  expect((await drawn(true)).split('\r\u001b[K')).toEqual([
    '',
    '5,000 of 100,000 stories',
    '15,000 of 100,000 stories   5,000 stories/s   17 s left',
    '100,000 of 100,000 stories   copying deliveries',
    '100,000 of 100,000 stories   comparing both stores',
    '',
  ]);
});

it('draws nothing elsewhere, nor where it is not wanted', async () => {
  expect(await drawn(false)).toBe('');
  expect(await drawn(true, false)).toBe('');
});
