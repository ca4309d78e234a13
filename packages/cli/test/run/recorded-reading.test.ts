import type { Recording } from '@ingest/adapters/exchange';
import { tickersOf } from '@ingest/core/testing';
import { describe, expect, it } from 'vitest';
import { recordedReading } from '../../src/run/recorded-reading.js';

const tickers = tickersOf('AAPL', 'MSFT');
const recordingOf = (fields: Partial<Recording>) =>
  ({ reading: null, startedAt: 1000, windowsOf: () => [], ...fields }) as Recording;
const ledgerWith = (...gaps: readonly { readonly tickers: readonly string[] }[]) => ({ gaps: () => gaps as never });

/** The window that a replay reads of a source. */
function windowIn(recording: Recording, ledger = ledgerWith()) {
  const reading = recordedReading(recording, ledger);
  return reading.kind === 'given' ? reading.windowOf('tiingo', tickers) : reading;
}

describe('what a replay reads', () => {
  const windowsOf = () => [
    { from: 500, to: 1000 },
    { from: 100, to: 300 },
  ];

  it('is fresh news where it has a gap of its own to fill, as the recorded run had', () => {
    const ledger = ledgerWith({ tickers: ['XOM'] }, { tickers: ['MSFT'] });
    expect(windowIn(recordingOf({ windowsOf }), ledger)).toEqual({ from: 500, to: 1000 });
  });

  it('is all of it where it has none', () => {
    expect(windowIn(recordingOf({ windowsOf }), ledgerWith({ tickers: ['XOM'] }))).toEqual({ from: 100, to: 1000 });
  });

  it('is what the recorded run was asked for where nothing else is said, and nothing of a recording by another tool', () => {
    const reading = { kind: 'fresh', from: '1970-01-01T00:00:00.200Z' } as const;
    expect(windowIn(recordingOf({ reading }))).toEqual({ from: 200, to: 1000 });
    expect(windowIn(recordingOf({}))).toBeNull();
  });

  it('is the range of a back-fill', () => {
    const reading = { kind: 'range', from: '1970-01-01T00:00:00.200Z', to: '1970-01-01T00:00:00.700Z' } as const;
    expect(windowIn(recordingOf({ reading }))).toEqual({ kind: 'range', from: 200, to: 700 });
  });
});
