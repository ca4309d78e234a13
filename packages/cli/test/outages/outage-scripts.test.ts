import { join } from 'node:path';
import { digestOf, type RunReport } from '@ingest/core';
import { createSqliteStore } from '@ingest/storage/sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { inEmptyDirectory, ingest } from '../support/ingest.js';
import { playScript } from '../support/outages/play-script.js';
import { type Fault, faults, makeScript } from '../support/outages/script.js';

/** Bad times of two providers, drawn by seed: the same number is the same time, on every machine. */
const seeds = Array.from({ length: process.env.INGEST_LONG === '1' ? 1000 : 50 }, (_, index) => index + 1);

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
      expect(await storedIn('replayed.db')).toEqual({ hash: played.digest, stories: played.stories });
      const newIn = (reports: readonly RunReport[]) => reports.map(({ items }) => items.new);
      // A run that asked nobody left nothing to be replayed.
      const asked = played.reports.filter(({ requests }) => requests > 0);
      expect(newIn(replayed.json<RunReport[]>())).toEqual(newIn(asked));
    },
  );

  it('plays every fault that there is', () => {
    expect(faults.filter((fault) => !seen.faults.has(fault))).toEqual([]);
  });
});

async function storedIn(name: string): Promise<{ readonly hash: string; readonly stories: number }> {
  const store = createSqliteStore({ path: join(directory.path, name) });
  await store.open({ create: false });
  const { hash, stories } = await digestOf(store.reading.stories());
  await store.close();
  return { hash, stories };
}
