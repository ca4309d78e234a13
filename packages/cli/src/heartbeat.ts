import type { EventReader, Redact, Settings } from '@ingest/core';
import type { Output } from './output.js';

/** Tells a url of the runs that it reads of. */
export interface RunHeartbeat {
  readonly read: EventReader;
  /** Resolves when everything was told or given up, after five seconds at the latest. Never rejects. */
  settled(): Promise<void>;
}

/** For runs that nobody is told of. */
export const noHeartbeat: RunHeartbeat = { read: () => {}, settled: async () => {} };

/** The heartbeat of the configuration; where it fails, `onFailure` is told in one line, and nothing else changes. */
export async function composeHeartbeat(
  { heartbeat: url }: Pick<Settings, 'heartbeat'>,
  redact: Redact,
  onFailure: (problem: string) => void,
): Promise<RunHeartbeat> {
  if (url === undefined) return noHeartbeat;
  const { createHeartbeat } = await import('@ingest/adapters/heartbeat');
  const heartbeat = createHeartbeat({ url, redact, onFailure });
  return {
    read(event) {
      if (event.type === 'run:started') heartbeat.started(event.runId);
      if (event.type !== 'run:ended') return;
      const { outcome, error } = event.report;
      if (outcome !== 'failed') heartbeat.succeeded(event.runId);
      // Whoever stops a run knows of it; whether the next one comes, the start that was told will show.
      else if (error?.code !== 'ABORTED') heartbeat.failed(event.runId, error?.code ?? 'SOURCES_EXHAUSTED');
    },
    settled: () => heartbeat.settled(),
  };
}

/** Tells people of a heartbeat that fails. `beforeLine` is called before the line is written, to make room for it. */
export function heartbeatNotes(output: Output, beforeLine = () => {}): (problem: string) => void {
  return (problem) => {
    beforeLine();
    output.note(`${output.err.paint.attention()} ${problem}`);
  };
}
