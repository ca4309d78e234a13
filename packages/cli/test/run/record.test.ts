import { readFileSync } from 'node:fs';
import { noSecrets, settings, systemClock } from '@ingest/core';
import { expect, it } from 'vitest';
import { noteTo, startRecording } from '../../src/run/record.js';
import { inEmptyDirectory } from '../support/ingest.js';

inEmptyDirectory();

it('records what a replay has to know of the run, and which stretch each collection reads', async () => {
  const recorder = await startRecording({
    path: 'day.har',
    settings: settings.parse({ tickers: ['AAPL'], sources: ['tiingo', { use: 'finnhub', enabled: false }] }),
    reading: { kind: 'range', from: Date.UTC(2026, 5, 1), to: Date.UTC(2026, 5, 2) },
    clock: systemClock(),
    redact: noSecrets,
  });
  const window = { from: '2026-06-01T00:00:00.000Z', to: '2026-06-02T00:00:00.000Z' };
  const begun = {
    type: 'collection:started',
    runId: 'r',
    at: window.to,
    source: 'tiingo',
    tickers: [],
    isFailover: false,
  } as const;
  noteTo(() => recorder)({ ...begun, window });
  noteTo(() => null)({ ...begun, window });
  noteTo(() => recorder)({ ...begun, window: null });
  await recorder.close();
  const { log } = JSON.parse(readFileSync('day.har', 'utf8')) as { log: Record<string, unknown> };
  expect(log).toMatchObject({
    _ingest: { sources: ['tiingo'], tickers: ['AAPL'], mode: 'failover', reading: { kind: 'range' } },
  });
  expect(log._collections).toHaveLength(1);
});
