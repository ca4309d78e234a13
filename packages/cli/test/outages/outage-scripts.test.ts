import { join } from 'node:path';
import { digestOf, type RunReport } from '@ingest/core';
import { createSqliteStore } from '@ingest/storage/sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { inEmptyDirectory, ingest } from '../support/ingest.js';
import { playScript } from '../support/outages/play-script.js';
import { type Fault, faults, makeScript } from '../support/outages/script.js';

/** Bad times of two providers, drawn by seed: the same number is the same time, on every machine. */
const seedsUpTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);
/** Beside the first ones two that notice what those do not: how a replay goes by limits, and by gaps it cannot read. */
const seeds = process.env.INGEST_LONG === '1' ? seedsUpTo(1000) : [...seedsUpTo(48), 64, 259];

const directory = inEmptyDirectory();
const seen = { scripts: 0, runs: 0, requests: 0, stories: 0, faults: new Map<Fault, number>() };

afterAll(() => {
  if (process.env.INGEST_LONG !== '1') return;
  const { scripts, runs, requests, stories } = seen;
  const played = faults.map((fault) => `${fault} ${seen.faults.get(fault) ?? 0}`).join(', ');
  console.log(`${scripts} scripts, ${runs} runs, ${requests} requests, ${stories} stories; played: ${played}`);
});

describe('a bad time of both providers', () => {
  it.each(seeds)(
    'loses nothing, doubles nothing, asks nobody who is to be left alone, and replays: script %i',
    async (seed) => {
      const played = await playScript(makeScript(seed), directory.path);
      seen.scripts += 1;
      seen.runs += played.reports.length;
      seen.requests += played.exchanges.length;
      seen.stories += played.stories;
      for (const { fault } of played.exchanges) seen.faults.set(fault, (seen.faults.get(fault) ?? 0) + 1);

      const replayed = await ingest('run', '--replay', played.recordings, '--store', 'replayed.db', '--json');
      expect([0, 3, 4]).toContain(replayed.exitCode);
      const reports = replayed.json<RunReport[]>();
      // A run that asked nobody left nothing to be replayed.
      const asked = played.reports.filter(({ requests }) => requests > 0);
      const { hash, stories } = await storedIn('replayed.db');
      if (asked.some(isCutByPlan)) {
        expect(stories).toBeLessThanOrEqual(played.stories);
        if (stories < played.stories)
          expect(reports.flatMap(({ warnings }) => warnings).join()).toContain('not asked for');
        return;
      }
      expect({ hash, stories }).toEqual({ hash: played.digest, stories: played.stories });
      expect(newIn(reports)).toEqual(newIn(asked));
    },
  );

  it('plays every fault that there is', () => {
    expect(faults.filter((fault) => !seen.faults.has(fault))).toEqual([]);
  });
});

/**
 * Whether our own count of a plan ended a reading in its middle. No exchange of a recording says so, and no plan limits a replay:
 * there the reading ends with an empty page, and what a later run read of the rest may be left over, with a warning.
 */
function isCutByPlan({ collections }: RunReport): boolean {
  return collections.some(({ success, errorCode }) => success && errorCode === 'QUOTA_EXHAUSTED');
}

function newIn(reports: readonly RunReport[]): readonly number[] {
  return reports.map(({ items }) => items.new);
}

async function storedIn(name: string): Promise<{ readonly hash: string; readonly stories: number }> {
  const store = createSqliteStore({ path: join(directory.path, name) });
  await store.open({ create: false });
  const { hash, stories } = await digestOf(store.reading.stories());
  await store.close();
  return { hash, stories };
}
