import { type EventReader, type Sample, type Standing, samplesOf, standingSamples } from '@ingest/core';
import { emfLines } from './emf.js';
import { gather } from './gather.js';

export interface MetricsWriterOptions {
  /** Under which name CloudWatch keeps the metrics. */
  readonly namespace: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /**
   * Takes a line with its line break. Nothing may be put before it, or CloudWatch reads no metric: not `console.log`, which Lambda
   * wraps.
   */
  readonly write: (line: string) => void;
}

/** The metrics of one invocation after the other. */
export interface MetricsWriter {
  /** Takes in what happens. */
  readonly read: EventReader;
  /**
   * Writes what happened since the last call, 0 where nothing did, and forgets it. `standing`: how the whole stands, from which the
   * gauges and the heartbeat are written; null when the store did not answer. Left out: this function does not look at the whole.
   */
  write(standing?: Standing | null): void;
}

/** Writes the metrics of the catalogue as lines of the log, from which CloudWatch makes metrics. */
export function metricsWriter({ namespace, now, write }: MetricsWriterOptions): MetricsWriter {
  let samples: Sample[] = [];
  return {
    read(event) {
      samples.push(...samplesOf(event));
    },
    write(standing) {
      const taken = standing === undefined ? samples : [...samples, ...standingSamples(standing)];
      samples = [];
      const at = now();
      for (const record of gather(taken, { hasStanding: standing !== undefined && standing !== null }))
        for (const line of emfLines({ namespace, at, record })) write(`${line}\n`);
    },
  };
}
