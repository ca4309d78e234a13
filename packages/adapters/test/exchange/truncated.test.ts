import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { IngestError } from '@ingest/core';
import { expect, test } from 'vitest';
import { openRecording, type Recording } from '../../src/exchange/index.js';
import {
  entry,
  finnhubUrl,
  harText,
  rejectionOf,
  rules,
  temporaryDirectory,
  tiingoUrl,
} from '../support/recordings.js';

const seen = ({ entries, ignored, seed, sources, tickers }: Recording) => ({
  entries,
  ignored,
  seed,
  sources,
  tickers,
});

test('a recording that is cut off anywhere is invalid, or is as good as the whole', async () => {
  const text = `${harText([
    entry({ text: JSON.stringify([{ title: 'Quandel “raises” guidance' }]) }),
    entry({ at: 300, text: JSON.stringify(['x"'.repeat(12_000)]) }),
    entry({ at: 600, url: finnhubUrl('MSFT'), status: 0, error: 'ECONNRESET' }),
    entry({ at: 900, url: tiingoUrl('BRK-B') }),
  ])}\n \n`;
  const bytes = Buffer.from(text);
  const path = join(temporaryDirectory(), 'day.har');
  writeFileSync(path, bytes);
  const whole = seen(await openRecording(path, rules));
  expect(whole.entries).toBe(4);
  const lengths = new Set([...Array.from({ length: Math.ceil(bytes.length / 97) }, (_, i) => i * 97)]);
  for (let last = 0; last < 120; last += 1) lengths.add(bytes.length - last);
  let asGood = 0;
  for (const length of lengths) {
    writeFileSync(path, bytes.subarray(0, length));
    const opening = openRecording(path, rules);
    const error = await rejectionOf(opening);
    if (error === undefined) {
      expect(seen(await opening), `cut to ${length}`).toEqual(whole);
      asGood += 1;
    } else {
      expect(IngestError.is(error) && error.code, `cut to ${length}: ${error}`).toBe('REPLAY_INVALID');
    }
  }
  expect(asGood).toBe(4);
});
