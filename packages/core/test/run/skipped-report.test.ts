import { scriptedSource, tickersOf } from '@ingest/core/testing';
import { expect, it } from 'vitest';
import { runReport } from '../../src/model/run-report.js';
import { skippedReport } from '../../src/run/skipped-report.js';
import { seededChance } from '../../src/time/seeded-chance.js';

it('says that nothing was asked, and why, in a report of the usual shape', () => {
  const report = skippedReport({
    at: Date.UTC(2026, 10, 26, 15),
    chance: seededChance(1),
    mode: 'failover',
    tickers: tickersOf('AAPL', 'MSFT'),
    sources: [scriptedSource({ name: 'tiingo', answer: () => ({ hang: true }) })],
    reason: 'the market is closed',
  });
  expect(runReport.parse(report)).toEqual(report);
  expect(report).toMatchObject({
    outcome: 'skipped',
    startedAt: '2026-11-26T15:00:00.000Z',
    durationMs: 0,
    requests: 0,
    unanswered: ['AAPL', 'MSFT'],
    sources: [{ source: 'tiingo', outcome: 'skipped', requests: 0 }],
    warnings: ['the market is closed'],
  });
  expect(report).not.toHaveProperty('error');
  expect(report).not.toHaveProperty('heldBy');
});
