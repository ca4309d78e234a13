import { IngestError } from '@ingest/core';
import { manualClock } from '@ingest/core/testing';
import { expect, it } from 'vitest';
import { tellFailedStart } from '../src/tell-failed-start.js';
import { dataPointsOf } from './support/emf.js';
import { linesOfTest, slot } from './support/unit-app.js';

async function told(error: unknown, namespace: string | null) {
  const metrics: string[] = [];
  const { fd, lines } = linesOfTest();
  const output = { fd, write: (line: string) => void metrics.push(line) };
  const redact = (text: string) => text.replaceAll('hunter22', '***');
  await tellFailedStart({ error, namespace, redact, clock: manualClock(slot), output });
  return { lines: lines(), points: dataPointsOf(metrics) };
}

it('is a line with what to do, and a heartbeat of 0 in the namespace', async () => {
  const error = new IngestError('STORE_SCHEMA', 'hunter22 is newer', { hint: 'update hunter22' });
  const { lines, points } = await told(error, 'News');
  const time = '2026-06-04T14:00:00.000Z';
  expect(lines).toMatchObject([
    { time, msg: 'trouble', code: 'STORE_SCHEMA', message: '*** is newer', hint: 'update ***' },
  ]);
  expect(points.filter(({ metric }) => metric === 'Heartbeat')).toMatchObject([
    { namespace: 'News', at: slot, values: [0] },
  ]);
  // Nobody looked at the others.
  expect(points.map(({ metric }) => metric)).not.toContain('DataStale');
});

it('is a line alone where no namespace is known, also of a bug', async () => {
  const { lines, points } = await told(new TypeError('hunter22 is undefined'), null);
  expect(lines).toMatchObject([{ code: 'ABORTED', message: 'TypeError: *** is undefined' }]);
  expect(points).toEqual([]);
});
