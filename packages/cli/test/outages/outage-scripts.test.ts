import { afterAll, describe, expect, it } from 'vitest';
import { inEmptyDirectory } from '../support/ingest.js';
import { expectReplays } from '../support/outages/expect-replays.js';
import { keepingHere } from '../support/outages/keeping.js';
import { playScript } from '../support/outages/play-script.js';
import { makeScript } from '../support/outages/script.js';
import { Tally } from '../support/outages/tally.js';

/** Bad times of two providers, drawn by seed: the same number is the same time, on every machine. */
const seedsUpTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);
const isLong = process.env.INGEST_LONG === '1';
/** Beside the first ones two that notice what those do not: how a replay goes by limits, and by gaps it cannot read. */
const seeds = isLong ? seedsUpTo(1000) : [...seedsUpTo(48), 64, 259];

const directory = inEmptyDirectory();
const seen = new Tally();

afterAll(() => {
  if (isLong) console.log(seen.inWords());
});

describe('a bad time of both providers', () => {
  it.each(seeds)(
    'loses nothing, doubles nothing, asks nobody who is to be left alone, and replays: script %i',
    async (seed) => {
      const script = makeScript(seed);
      const played = await playScript(script, directory.path, keepingHere(script, directory.path));
      seen.add(played);
      await expectReplays(played);
    },
  );

  it('plays every fault that there is', () => {
    expect(seen.missing).toEqual([]);
  });
});
