import { jsonLogger, logLines } from '@ingest/cli/composition';
import { type Clock, IngestError, type Redact, toError } from '@ingest/core';
import type { Output } from './app.js';
import { metricsWriter } from './cloudwatch/metrics-writer.js';
import { reportOf } from './failure.js';

export interface FailedStart {
  readonly error: unknown;
  /** Under which name the metrics are kept; null: none are written. */
  readonly namespace: string | null;
  readonly redact: Redact;
  readonly clock: Pick<Clock, 'now'>;
  readonly output: Output;
}

/** Says in log and metrics why there is nothing that could have said it: the store that did not answer is a heartbeat of 0. */
export async function tellFailedStart({ error, namespace, redact, clock, output }: FailedStart): Promise<void> {
  const { now } = clock;
  const log = logLines({ threshold: 'info', redact, open: (level) => jsonLogger(level, output.fd), now });
  const { name, message } = toError(error);
  log.trouble(IngestError.is(error) ? reportOf(error) : { code: 'ABORTED', message: `${name}: ${message}` });
  if (namespace !== null) metricsWriter({ namespace, now, write: output.write }).write(null);
  await log.flush();
}
