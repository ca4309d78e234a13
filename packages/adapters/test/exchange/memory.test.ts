import { closeSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createReplayClock, openRecording } from '../../src/exchange/index.js';
import { entry, rules, temporaryDirectory, tiingoUrl } from '../support/recordings.js';

const page = JSON.stringify(
  Array.from({ length: 100 }, (_, id) => ({ id, title: `Quandel – “raises” guidance ${id}`, text: 'é"'.repeat(400) })),
);

/** Writes a recording of so many pages of about 150 kB, keeping none of it. */
function writeLarge(pages: number): string {
  const path = join(temporaryDirectory(), 'large.har');
  const file = openSync(path, 'w');
  writeSync(file, '{"log":{"entries":[');
  for (let i = 0; i < pages; i += 1) {
    const facts = { at: i * 200, url: tiingoUrl(`Q${i}`), text: page };
    writeSync(file, `${i === 0 ? '' : ','}${JSON.stringify(entry(facts))}`);
  }
  writeSync(file, ']}}');
  closeSync(file);
  return path;
}

/** Replays all of it, and answers with the peak of this process' memory so far, in bytes. */
async function peakAfterReplay(pages: number): Promise<number> {
  const recording = await openRecording(writeLarge(pages), rules);
  const clock = createReplayClock(recording.startedAt);
  const fetch = recording.fetchFor('tiingo', clock);
  let bytes = 0;
  for (const ticker of recording.tickers) bytes += (await (await fetch(tiingoUrl(ticker))).arrayBuffer()).byteLength;
  expect(recording.leftOver()).toBe(0);
  expect(bytes).toBe(pages * Buffer.byteLength(page));
  await recording.close();
  return process.resourceUsage().maxRSS * 1024;
}

// Each file of tests runs in a process of its own, so this peak is nobody else's.
test('a replay of 150 MB takes hardly more memory than one of 15 MB', { timeout: 60_000 }, async () => {
  const small = await peakAfterReplay(80);
  const large = await peakAfterReplay(1000);
  expect(large - small).toBeLessThan(60 * 1024 * 1024);
});
