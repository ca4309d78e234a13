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

/**
 * The heartbeat of the configuration; where it fails, it says so in one line and changes nothing else. `beforeLine` is called
 * before that line is written, to make room for it.
 */
export async function composeHeartbeat(
  { heartbeat: url }: Pick<Settings, 'heartbeat'>,
  redact: Redact,
  output: Output,
  beforeLine = () => {},
): Promise<RunHeartbeat> {
  if (url === undefined) return noHeartbeat;
  const { createHeartbeat } = await import('@ingest/adapters/heartbeat');
  const onFailure = (problem: string) => {
    beforeLine();
    output.note(`${output.err.paint.attention()} ${problem}`);
  };
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
