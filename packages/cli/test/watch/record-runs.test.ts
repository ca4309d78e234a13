import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noSecrets, settings, systemClock } from '@ingest/core';
import { expect, it, onTestFinished } from 'vitest';
import { recordRuns } from '../../src/watch/record-runs.js';

function recording(directory: string | undefined) {
  const troubles: string[] = [];
  const recorder = recordRuns({
    directory,
    onTrouble: (message) => troubles.push(message),
    settings: settings.parse({ tickers: ['AAPL'] }),
    reading: { kind: 'new', firstMs: 1 },
    clock: systemClock(),
    redact: noSecrets,
  });
  return { troubles, recorder };
}
function temporary(): string {
  const directory = mkdtempSync(join(tmpdir(), 'ingest-record-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

it('writes a file for each run, and knows of none between runs', async () => {
  const directory = join(temporary(), 'har');
  const { recorder, troubles } = recording(directory);
  const recorded = await recorder;
  for (let run = 0; run < 2; run += 1) {
    expect(await recorded.during(async () => recorded.current !== null)).toBe(true);
    expect(recorded.current).toBeNull();
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  expect(readdirSync(directory).filter((name) => name.endsWith('.har'))).toHaveLength(2);
  expect(troubles).toEqual([]);
});

it('lets a run go on that cannot be recorded, and tells', async () => {
  const directory = join(temporary(), 'har');
  const { recorder, troubles } = recording(directory);
  const recorded = await recorder;
  rmSync(directory, { recursive: true });
  expect(await recorded.during(async () => 'ran')).toBe('ran');
  expect(troubles).toEqual([expect.stringContaining('this run is not recorded')]);
});

it('records nothing where nobody asked', async () => {
  const recorded = await recording(undefined).recorder;
  expect(await recorded.during(async () => recorded.current)).toBeNull();
});

it('refuses a directory that cannot be made', async () => {
  const file = join(temporary(), 'file');
  writeFileSync(file, '');
  await expect(recording(join(file, 'har')).recorder).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
});
