import type { Recording } from '@ingest/adapters/exchange';
import { fromIso, type Ledger, type Reading, type Window } from '@ingest/core';

/**
 * What a replay of a recording reads: as its run did, which is written down in it. Of tickers of which the run filled a gap as
 * well, the replay reads fresh news alone when it has a gap of them to fill, too; else all of it at once, or what was read
 * then would be left over. A recording by another tool has no window.
 */
export function recordedReading(recording: Recording, ledger: Pick<Ledger, 'gaps'>): Reading {
  const { reading, startedAt } = recording;
  if (reading?.kind === 'range') return { kind: 'range', from: fromIso(reading.from), to: fromIso(reading.to) };
  const whole = reading === undefined || reading === null ? null : { from: fromIso(reading.from), to: startedAt };
  return {
    kind: 'given',
    windowOf(source, tickers) {
      const windows = recording.windowsOf(source, tickers);
      const hasGap = ledger.gaps(source).some((gap) => gap.tickers.some((ticker) => tickers.includes(ticker)));
      return (hasGap ? windows[0] : union(windows)) ?? whole;
    },
  };
}

function union(windows: readonly Window[]): Window | undefined {
  if (windows.length === 0) return undefined;
  return { from: Math.min(...windows.map(({ from }) => from)), to: Math.max(...windows.map(({ to }) => to)) };
}
