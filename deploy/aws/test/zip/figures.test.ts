import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hasDynamo } from '../../../../packages/storage/test/support/dynamodb.js';
import { awsWorld } from '../support/aws-world.js';
import { measure } from '../support/figures.js';

/** `node deploy/aws/measure.mjs` takes more samples, and shows what they came to. */
const { INGEST_FIGURES_SAMPLES: samples = '1', INGEST_FIGURES_FILE: file } = process.env;

describe.skipIf(!(await hasDynamo()))('what the scheduler takes, as it is deployed', () => {
  const world = awsWorld();

  it('stays within what docs/aws.md computes its cost from', { timeout: 600_000 }, async () => {
    const figures = await measure(world, Number(samples));
    // What somebody measures is shown to them; the bounds are those of a young table.
    if (file !== undefined) return writeFileSync(file, JSON.stringify(figures));
    const { zipBytes, idleTick, runWithoutNews, runWithOneStory, perNewStory } = figures;
    expect(Math.max(zipBytes.scheduler, zipBytes.worker)).toBeLessThan(1_000_000);
    expect(idleTick.writeUnits).toBe(0);
    expect(idleTick.readUnits).toBeLessThan(70);
    expect(Math.max(runWithoutNews.readUnits, runWithOneStory.readUnits)).toBeLessThan(200);
    expect(runWithoutNews.writeUnits).toBeLessThan(30);
    expect(runWithOneStory.writeUnits).toBeLessThan(60);
    expect(perNewStory.writeUnits).toBeLessThan(14);
    expect(idleTick.logBytes).toBeLessThan(1_200);
    expect(runWithOneStory.logBytes).toBeLessThan(4_000);
  });
});
