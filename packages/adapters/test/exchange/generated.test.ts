import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createReplayClock, openRecordings, type Recording, type ReplayClock } from '../../src/exchange/index.js';
import { finnhubUrl, rules, temporaryDirectory, tiingoUrl } from '../support/recordings.js';

/** The generator of benchmark input is not part of the repository; where CI is set its absence is a failure, not a skip. */
const generator = fileURLToPath(new URL('../../../../../shared/bench/gen-har.mjs', import.meta.url));
const isThere = existsSync(generator) || process.env.CI === 'true' || process.env.INGEST_REQUIRE_SERVICES === '1';

function generate(...options: readonly string[]): {
  readonly path: string;
  readonly entries: number;
  readonly items: number;
} {
  const path = join(temporaryDirectory(), 'generated.har');
  const { entries, items } = JSON.parse(execFileSync('node', [generator, path, ...options], { encoding: 'utf8' }));
  return { path, entries, items };
}

/** Asks for every recorded batch, page by page, until a page is empty; answers with the number of items. */
async function replayAll(recording: Recording, clock: ReplayClock): Promise<number> {
  let items = 0;
  for (const source of recording.sources) {
    const fetch = recording.fetchFor(source, clock);
    for (const tickers of recording.batches(source)) {
      const url = source === 'tiingo' ? tiingoUrl(tickers.join(',')) : finnhubUrl(tickers.join(','));
      for (;;) {
        const page = (await (await fetch(url)).json()) as readonly unknown[];
        if (page.length === 0) break;
        items += page.length;
      }
    }
  }
  return items;
}

describe.skipIf(!isThere)('generated recordings', () => {
  test('of two sources replay every entry once', async () => {
    const { path, entries, items } = generate('--items', '3000', '--source', 'both', '--bad', '0.05');
    const [recording] = await openRecordings(path, rules);
    if (recording === undefined) throw new Error('no recording');
    expect(recording).toMatchObject({ sources: ['tiingo', 'finnhub'], entries, ignored: 0 });
    const asked = readFileSync(`${path}.tickers`, 'utf8').trim().split(',');
    expect([...recording.tickers].sort()).toEqual([...asked].sort());
    const clock = createReplayClock(recording.startedAt);
    expect(await replayAll(recording, clock)).toBe(items);
    expect(recording.leftOver()).toBe(0);
    expect(clock.now()).toBe(recording.endedAt);
    await recording.close();
  });

  test('in several files replay every entry once, in the order of their times', async () => {
    const { path, entries, items } = generate('--items', '3000', '--split', '700');
    const recordings = await openRecordings(path, rules);
    expect(recordings.length).toBeGreaterThan(3);
    expect(recordings.map(({ path: file }) => file)).toEqual(recordings.map(({ path: file }) => file).sort());
    let replayed = 0;
    for (const recording of recordings) {
      replayed += await replayAll(recording, createReplayClock(recording.startedAt));
      expect(recording.leftOver()).toBe(0);
      await recording.close();
    }
    expect(replayed).toBe(items);
    expect(recordings.reduce((sum, recording) => sum + recording.entries, 0)).toBe(entries);
  });
});
