import { expect, test } from 'vitest';
import { scanHarFile } from '../../../src/exchange/har/read-file.js';
import type { ScannedEntry } from '../../../src/exchange/har/scan.js';
import { entry, harText, temporaryDirectory, writeRecording } from '../../support/recordings.js';

test('reads a file that is larger than one chunk', async () => {
  const entries = Array.from({ length: 3000 }, (_, i) => entry({ at: i, text: `[${i}]` }));
  const text = harText(entries);
  expect(text.length).toBeGreaterThan(2 * 256 * 1024);
  const found: ScannedEntry[] = [];
  const log = await scanHarFile(writeRecording(text), (scanned) => found.push(scanned));
  expect(found.map(({ json }) => JSON.parse(json))).toEqual(entries);
  expect(log.version).toBe('1.2');
});

test.each([
  ['a file that is not there', () => '/nowhere/day.har', /ENOENT/],
  ['a directory', temporaryDirectory, /EISDIR/],
  [
    'a file that is cut off',
    () => writeRecording(harText([entry()]).slice(0, -1)),
    /ends in the middle, after \d+ bytes/,
  ],
  ['a file of another kind', () => writeRecording('{"a":1}'), /not a HAR/],
  ['a text', () => writeRecording('Dear reader'), /not JSON/],
])('refuses %s and names it', async (_, make, reason) => {
  const path = make();
  const reading = scanHarFile(path, () => {});
  await expect(reading).rejects.toMatchObject({ code: 'REPLAY_INVALID', context: { path } });
  await expect(reading).rejects.toThrow(reason);
});

test('quotes nothing of a file that is not JSON', async () => {
  const path = writeRecording('{"log":{"token":s3cr3t-t0k3n,"entries":[]}}');
  await expect(scanHarFile(path, () => {})).rejects.toThrow(/^(?!.*s3cr3t).*not JSON/);
});
