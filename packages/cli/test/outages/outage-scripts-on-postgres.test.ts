import { afterAll, describe, expect, it } from 'vitest';
import { inEmptyDirectory } from '../support/ingest.js';
import { expectReplays } from '../support/outages/expect-replays.js';
import { keepingOnServer } from '../support/outages/keeping.js';
import { playScript } from '../support/outages/play-script.js';
import { makeScript } from '../support/outages/script.js';
import { Tally } from '../support/outages/tally.js';
import { hasPostgres } from '../support/postgres.js';

const isLong = process.env.INGEST_LONG === '1';
const seeds = Array.from({ length: isLong ? 100 : 3 }, (_, index) => index + 1);

const directory = inEmptyDirectory();
const seen = new Tally();

afterAll(() => {
  if (isLong) console.log(`on Postgres: ${seen.inWords()}`);
});

describe.skipIf(!(await hasPostgres()))('a bad time of both providers, with the news on a server', () => {
  it.each(seeds)('loses and doubles nothing there either, and replays: script %i', async (seed) => {
    const played = await playScript(makeScript(seed), directory.path, keepingOnServer());
    seen.add(played);
    await expectReplays(played);
  });

  if (isLong) {
    it('plays every fault that there is', () => {
      expect(seen.missing).toEqual([]);
    });
  }
});
