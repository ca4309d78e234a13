import { join } from 'node:path';
import { digestOf, type RunReport } from '@ingest/core';
import { createSqliteStore } from '@ingest/storage/sqlite';
import { expect } from 'vitest';
import { ingest } from '../ingest.js';
import type { Played } from './play-script.js';

/** The recordings of a script, replayed in the working directory, come to what its runs came to. */
export async function expectReplays(played: Played): Promise<void> {
  const replayed = await ingest('run', '--replay', played.recordings, '--store', 'replayed.db', '--json');
  expect([0, 3, 4]).toContain(replayed.exitCode);
  const reports = replayed.json<RunReport[]>();
  // A run that asked nobody left nothing to be replayed.
  const asked = played.reports.filter(({ requests }) => requests > 0);
  const { hash, stories } = await storedIn('replayed.db');
  if (asked.some(isCutByPlan)) {
    expect(stories).toBeLessThanOrEqual(played.stories);
    if (stories < played.stories) expect(reports.flatMap(({ warnings }) => warnings).join()).toContain('not asked for');
    return;
  }
  expect({ hash, stories }).toEqual({ hash: played.digest, stories: played.stories });
  expect(newIn(reports)).toEqual(newIn(asked));
}

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
  const store = createSqliteStore({ path: join(process.cwd(), name) });
  await store.open({ create: false });
  const { hash, stories } = await digestOf(store.reading.stories());
  await store.close();
  return { hash, stories };
}
