import type { Recorder, RecorderOptions } from '@ingest/adapters/exchange';
import { type Clock, type EventReader, type Reading, type Redact, type Settings, toIso, toTicker } from '@ingest/core';

export interface RecordingOptions {
  /** The file to be written, which must not be there yet. */
  readonly path: string;
  readonly settings: Settings;
  readonly reading: Reading;
  readonly clock: Clock;
  readonly redact: Redact;
}

/** Begins the recording of one run, with what a replay has to know of it. */
export async function startRecording({ path, settings, reading, clock, redact }: RecordingOptions): Promise<Recorder> {
  const { createRecorder } = await import('@ingest/adapters/exchange');
  const sources = settings.sources.filter(({ enabled }) => enabled).map(({ use, name = use }) => name);
  const tickers = settings.tickers.map(toTicker).filter((ticker) => ticker !== null);
  return createRecorder({
    path,
    clock,
    redact,
    meta: { mode: settings.mode, sources, tickers, ...recordedReading(reading, clock.now()) },
  });
}

/** Lets a recording know which stretch each collection reads; `recorder` answers with the one of the run that is on. */
export function noteTo(recorder: () => Recorder | null): EventReader {
  return (event) => {
    if (event.type !== 'collection:started' || event.window === null) return;
    recorder()?.note({ source: event.source, tickers: event.tickers, ...event.window });
  };
}

/** The stretch that a run reads, in the form in which a recording keeps it. */
function recordedReading(reading: Reading, now: number): Pick<RecorderOptions['meta'], 'reading'> {
  if (reading.kind === 'range') return { reading: { kind: 'range', from: toIso(reading.from), to: toIso(reading.to) } };
  return reading.kind === 'fresh' && reading.sinceMs !== null
    ? { reading: { kind: 'fresh', from: toIso(now - reading.sinceMs) } }
    : {};
}
