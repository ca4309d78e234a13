import { expect, it } from 'vitest';
import { demoDay, inEmptyDirectory, ingest } from '../support/ingest.js';

inEmptyDirectory();

it('fits on one screen: what happened, what is there, what to type next', async () => {
  const { stdout } = await ingest('run', '--replay', demoDay);
  const lines = stdout.trimEnd().split('\n');
  expect(lines.length).toBeLessThanOrEqual(30);
  expect(lines[0]).toContain('3 recordings, 2026-06-04 09:35–09:45 New York, no network');
  expect(stdout).toMatch(/47 stories in replay\.db {3}0 rejected {3}0 gaps {3}digest 1:[0-9a-f]{4}…[0-9a-f]{4}/);
  expect(stdout).toMatch(/09:42 {2}AMZN NVDA +Amazon to rent out its own chips/);
  expect(stdout).toContain('Next: ingest items --store sqlite:replay.db');
});
